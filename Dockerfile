# syntax=docker/dockerfile:1
# Three stages: the web app, the wheel with it, and a small image that runs as nobody in particular.

FROM node:20-bookworm-slim AS web
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --omit=dev
COPY frontend/ ./
RUN npm run build

FROM python:3.11-slim-bookworm AS wheel
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/remit
ENV PATH=/opt/remit/bin:$PATH
WORKDIR /src
COPY requirements/run.txt requirements/
RUN pip install --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md ./
COPY tools/ tools/
COPY alembic/ alembic/
COPY backend/ backend/
COPY --from=web /src/backend/remit/web backend/remit/web
RUN pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin remit \
    && install -d -o remit -g remit /var/lib/remit
COPY --from=wheel /opt/remit /opt/remit
ENV PATH=/opt/remit/bin:$PATH PYTHONUNBUFFERED=1
WORKDIR /var/lib/remit
USER remit
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["remit", "serve", "--host", "0.0.0.0", "--port", "8000"]
