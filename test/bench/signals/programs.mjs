/** The programs that are measured. Each answers `GET /` after a second and a half; `PORT` says where. */
const slow = 1500;

export const programs = {
  'app.js': `const fs = require('fs');
const server = require('http').createServer((_, response) => setTimeout(() => response.end('done'), ${slow}));
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  fs.writeFileSync('told', '');
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
`,
  'plain.js': `require('http').createServer((_, response) => setTimeout(() => response.end('done'), ${slow})).listen(Number(process.env.PORT), '127.0.0.1');
`,
  'plain.py': `import http.server, os, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(${slow / 1000})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'done')
http.server.ThreadingHTTPServer(('127.0.0.1', int(os.environ['PORT'])), Handler).serve_forever()
`,
  'app.py': `import asyncio, time
def wsgi(environ, start_response):
    time.sleep(${slow / 1000})
    start_response('200 OK', [])
    return [b'done']
async def asgi(scope, receive, send):
    if scope['type'] != 'http':
        return
    await asyncio.sleep(${slow / 1000})
    await send({'type': 'http.response.start', 'status': 200})
    await send({'type': 'http.response.body', 'body': b'done'})
`,
  'Plain.java': `import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
public class Plain {
  public static void main(String[] arguments) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(System.getenv("PORT"))), 0);
    server.createContext("/", exchange -> {
      try { Thread.sleep(${slow}); } catch (InterruptedException interrupted) { return; }
      exchange.sendResponseHeaders(200, 4);
      exchange.getResponseBody().write("done".getBytes());
      exchange.close();
    });
    server.start();
  }
}
`,
};
