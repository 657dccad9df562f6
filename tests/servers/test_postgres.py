import psycopg
import pytest

from tests.servers.postgres import Postgres


def tables(url: str) -> list[str]:
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    return [name for (name,) in rows]


def test_a_database_is_a_copy_of_its_template(postgres_cluster: Postgres) -> None:
    template = postgres_cluster.create("server_test_template")
    with psycopg.connect(template.replace("+psycopg", "")) as connection:
        connection.execute("CREATE TABLE brands (name text)")
    assert tables(postgres_cluster.create("server_test_copy", template="server_test_template")) == ["brands"]
    postgres_cluster.drop("server_test_copy")
    postgres_cluster.drop("server_test_template")


def test_a_dropped_database_is_gone_even_while_somebody_is_connected(postgres_cluster: Postgres) -> None:
    url = postgres_cluster.create("server_test_dropped").replace("+psycopg", "")
    with psycopg.connect(url):
        postgres_cluster.drop("server_test_dropped")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_text_sorts_by_code_point_as_in_sqlite(postgres_cluster: Postgres) -> None:
    url = postgres_cluster.create("server_test_order").replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT name FROM (VALUES ('b'), ('A'), ('é'), ('a')) AS t(name) ORDER BY name"
        ).fetchall()
    postgres_cluster.drop("server_test_order")
    assert [name for (name,) in rows] == ["A", "a", "b", "é"]
