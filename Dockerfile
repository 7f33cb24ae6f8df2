# syntax=docker/dockerfile:1
# Three stages: the style sheet (Node), the packages and built files (Python), and what runs.

ARG NODE_IMAGE=node:22-slim
ARG PYTHON_IMAGE=python:3.13-slim

FROM ${NODE_IMAGE} AS style
WORKDIR /site
COPY package.json package-lock.json .npmrc ./
RUN npm ci
# The style sheet keeps only the classes that a template, a script or a view names.
COPY . .
RUN npm run build

FROM ${PYTHON_IMAGE} AS site
WORKDIR /site
COPY requirements/runtime.txt requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes --requirement requirements/runtime.txt
COPY . .
COPY --from=style /site/build build
# The environment is "local" here because a build has no secret, no host and no database.
RUN /venv/bin/python -m tools.catalogs compile \
    && WEGWIJZER_ENVIRONMENT=local SECRET_KEY=unused-at-build STATE_DIR=/state \
       /venv/bin/python manage.py collectstatic --no-input \
    && mkdir -p /state/editions

FROM ${PYTHON_IMAGE}
RUN useradd --uid 10001 --home-dir /site --no-create-home --shell /usr/sbin/nologin wegwijzer
WORKDIR /site
COPY --from=site /venv /venv
COPY --from=site /site /site
COPY --from=site --chown=wegwijzer /state /state
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    WEGWIJZER_ENVIRONMENT=production \
    STATE_DIR=/state \
    BIND=0.0.0.0:8000
USER wegwijzer
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-m", "tools.health"]
CMD ["gunicorn", "wegwijzer.wsgi"]
