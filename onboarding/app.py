"""The Flask factory."""

from flask_openapi3.models.info import Info
from flask_openapi3.models.security_scheme import SecurityScheme
from flask_openapi3.openapi import OpenAPI
from werkzeug.middleware.proxy_fix import ProxyFix

from onboarding.adapters.words import template_folder
from onboarding.api import description, health, v1, webhooks
from onboarding.api import preflight as v1_preflight
from onboarding.bootstrap import build
from onboarding.services.ports import Ports
from onboarding.settings import Settings
from onboarding.web import (
    auth,
    businesses,
    check,
    consents,
    context,
    desk,
    documents,
    domains,
    evidence,
    own_domains,
    preflight,
    provider,
    proving,
    public,
    registrations,
    security,
    setup,
    sign_up,
    status,
)
from onboarding.web import help as help_pages


def create_app(settings: Settings, ports: Ports | None = None) -> OpenAPI:
    """The web application; ``ports`` are handed in by tests, else built from the settings."""
    app = OpenAPI(
        "onboarding",
        info=Info(title="Greenlight", version="1"),
        security_schemes={"token": SecurityScheme(type="http", scheme="bearer")},
        template_folder=str(template_folder()),
        doc_ui=False,
        validation_error_callback=v1.bad_parameters,
    )
    app.config["SECRET_KEY"] = settings.secret_key
    app.extensions[context.PORTS] = ports or build(settings)
    context.install(app, settings)
    auth.install(app, settings)
    for blueprint in (
        businesses.bp,
        registrations.bp,
        preflight.bp,
        setup.bp,
        status.bp,
        proving.bp,
        desk.bp,
        documents.bp,
        domains.bp,
        consents.bp,
        evidence.bp,
        public.bp,
        sign_up.bp,
        provider.bp,
        help_pages.bp,
        check.bp,
    ):
        app.register_blueprint(blueprint)
    app.register_blueprint(webhooks.bp)
    app.register_blueprint(health.bp)
    app.register_blueprint(description.bp)
    app.register_api(v1.bp)
    app.register_api(v1_preflight.bp)
    security.install(app, settings)
    check.install(app)
    sign_up.install(app)
    v1_preflight.install(app)
    app.wsgi_app = own_domains.OwnDomains(  # type: ignore[method-assign]
        app.wsgi_app, app.extensions[context.PORTS], security.hosts(settings)
    )
    if settings.is_production:
        # One proxy in front ends TLS and tells the reader's address.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1)  # type: ignore[method-assign]
    return app
