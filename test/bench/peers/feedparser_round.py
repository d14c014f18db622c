"""What many people run from cron: python3-feedparser, conditional requests, one Atom feed of all sources.

usage: feedparser_round.py URLS.txt FOLDER

Keeps the validators and entries of each feed in FOLDER/state.json; writes the newest 60 to FOLDER/combined.atom.
"""
import calendar
import concurrent.futures
import json
import os
import sys
import time
import urllib.error
import urllib.request
from xml.sax.saxutils import escape, quoteattr

import feedparser

NEWEST = 60


def fetch(url, validators):
    request = urllib.request.Request(url, headers=validators)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return response.read(), response.headers
    except urllib.error.HTTPError as error:
        if error.code == 304:
            return None, error.headers
        raise


def read(body, headers):
    feed = feedparser.parse(body, response_headers={"content-type": headers.get("content-type", "")})
    validators = {}
    if headers.get("etag"):
        validators["If-None-Match"] = headers["etag"]
    if headers.get("last-modified"):
        validators["If-Modified-Since"] = headers["last-modified"]
    return {"validators": validators, "title": feed.feed.get("title", ""), "entries": [keep(e) for e in feed.entries]}


def keep(entry):
    date = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": entry.get("title", ""),
        "link": entry.get("link", ""),
        "summary": entry.get("summary", ""),
        "at": calendar.timegm(date) if date else 0,
    }


def write(state, path):
    newest = sorted((e for feed in state.values() for e in feed["entries"]), key=lambda e: -e["at"])
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<feed xmlns="http://www.w3.org/2005/Atom">']
    lines.append("<title>All</title><id>urn:all</id>")
    for entry in newest[:NEWEST]:
        at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(entry["at"]))
        lines.append(f"<entry><title>{escape(entry['title'])}</title><id>{escape(entry['id'])}</id>")
        lines.append(f"<updated>{at}</updated><link href={quoteattr(entry['link'])}/>")
        lines.append(f'<summary type="html">{escape(entry["summary"])}</summary></entry>')
    lines.append("</feed>")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


def main(list_file, folder):
    state_file = os.path.join(folder, "state.json")
    state = {}
    if os.path.exists(state_file):
        with open(state_file, encoding="utf-8") as file:
            state = json.load(file)
    with open(list_file, encoding="utf-8") as file:
        urls = file.read().split()
    changed = False
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        waiting = [(url, threads.submit(fetch, url, state.get(url, {}).get("validators", {}))) for url in urls]
        for url, fetched in waiting:
            body, headers = fetched.result()
            if body is not None:
                state[url] = read(body, headers)
                changed = True
    if changed:
        write(state, os.path.join(folder, "combined.atom"))
        with open(state_file, "w", encoding="utf-8") as file:
            json.dump(state, file)


main(*sys.argv[1:])
