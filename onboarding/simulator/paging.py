"""Pages of records, as each search of the registry answers."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, func, select

from onboarding.simulator.reading import page_asked
from onboarding.simulator.work import Work


def page_of(work: Work, query: Select[Any], as_json: Callable[[Any], dict[str, Any]]) -> dict[str, Any]:
    """`{"records", "page", "totalRecords"}` for the page asked in the query string; refuses with 501."""
    page, size = page_asked()
    total = work.session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    rows = work.session.scalars(query.offset((page - 1) * size).limit(size))
    return {"records": [as_json(row) for row in rows], "page": page, "totalRecords": total}


def page_of_list(records: list[dict[str, Any]]) -> dict[str, Any]:
    """The same for records that stand in no table."""
    page, size = page_asked()
    return {"records": records[(page - 1) * size : page * size], "page": page, "totalRecords": len(records)}
