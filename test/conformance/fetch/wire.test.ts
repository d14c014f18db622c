import { describe, expect, test } from "vitest";
import { ofFeedAndPage } from "./forms.ts";
import { codeOf, startPoller } from "./poller.ts";

ofFeedAndPage((documentOf) => {
  const FEED = documentOf();
  const LENGTH = `Content-Length: ${FEED.length}\r\n`;

  async function pollBytes(bytes: string) {
    const poller = await startPoller((_request, _n, socket) => {
      socket.end(bytes);
      return undefined;
    });
    return { poller, ...(await poller.poll()) };
  }

  describe("network: HTTP is read", () => {
    test.each([
      ["after 102", `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\n${LENGTH}\r\n${FEED}`],
      [
        "after two 103",
        `${"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(2)}HTTP/1.1 200 OK\r\n${LENGTH}\r\n${FEED}`,
      ],
      [
        "with chunk extensions and trailers",
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X\r\n\r\n${FEED.length.toString(16)};a=1\r\n${FEED}\r\n0\r\nX: y\r\n\r\n`,
      ],
      ["without a reason", `HTTP/1.1 200\r\n${LENGTH}\r\n${FEED}`],
      ["as 1.0 until the connection ends", `HTTP/1.0 200 OK\r\n\r\n${FEED}`],
      ["as 1.1 until the connection ends", `HTTP/1.1 200 OK\r\n\r\n${FEED}`],
      ["after empty lines", `\r\n\r\nHTTP/1.1 200 OK\r\n${LENGTH}\r\n${FEED}`],
      ["with more bytes than announced", `HTTP/1.1 200 OK\r\n${LENGTH}\r\n${FEED}and more`],
    ])("%s", async (_name, bytes) => {
      const { poller } = await pollBytes(bytes);
      expect(poller.accepted[0]?.entries).toHaveLength(2);
    });
  });

  describe("network: what is not HTTP is a failure after one request, never a crash", () => {
    test.each([
      ["HTTP/0.9", FEED, "FETCH_CONNECT"],
      ["zeros", "\0\0\0\0\0", "FETCH_CONNECT"],
      ["a greeting of SSH", "SSH-2.0-OpenSSH_9\r\n", "FETCH_CONNECT"],
      ["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "FETCH_CONNECT"],
      ["ICY", "ICY 200 OK\r\n\r\n", "FETCH_CONNECT"],
      ["status 0", "HTTP/1.1 0 X\r\nContent-Length: 0\r\n\r\n", "FETCH_CONNECT"],
      ["status 99", "HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n", "FETCH_CONNECT"],
      [
        "another protocol (101)",
        "HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        "FETCH_CONNECT",
      ],
      ["a field without a colon", "HTTP/1.1 200 OK\r\nfoo\r\n\r\n", "FETCH_CONNECT"],
      ["a zero in a field", "HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", "FETCH_CONNECT"],
      ["a length in words", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nhello", "FETCH_CONNECT"],
      [
        "two lengths",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
        "FETCH_TRUNCATED",
      ],
      ["a broken chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "FETCH_TRUNCATED"],
      ["nothing at all", "", "FETCH_CONNECT"],
    ])("%s", async (_name, bytes, code) => {
      const { poller, outcome } = await pollBytes(bytes);
      expect(codeOf(outcome)).toBe(code);
      expect(poller.server.requests).toHaveLength(1);
      expect(poller.state?.failures).toBe(1);
    });

    test("a connection that is reset", async () => {
      const poller = await startPoller((_request, _n, socket) => {
        socket.resetAndDestroy();
        return undefined;
      });
      const { outcome } = await poller.poll();
      expect(codeOf(outcome)).toBe("FETCH_CONNECT");
      expect(poller.server.requests).toHaveLength(1);
    });
  });
});
