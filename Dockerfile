# sopap with what reads scans: docker build -t sopap . && docker run --rm -v "$PWD:/data" sopap run dokumen --out hasil
FROM python:3.11-slim-bookworm

WORKDIR /app
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY schemas schemas
COPY extract extract
COPY normalize normalize
COPY sopap sopap
RUN python -m pip install --no-cache-dir --constraint constraints.txt ".[ocr,dataset]"

# Documents of strangers are not read as root.
RUN useradd --create-home sopap
USER sopap
WORKDIR /data
ENTRYPOINT ["sopap"]
CMD ["--help"]
