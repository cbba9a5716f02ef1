public import Foundation

/// A real web server, nginx, on a free port of 127.0.0.1, for tests that need an independent
/// implementation: keep-alive, TLS, HTTP/2.
///
/// It serves the files of one folder, and stops when it is released. Tests are skipped if nginx is
/// not installed: `.enabled(if: NginxSite.isAvailable)`.
public final class NginxSite: Sendable {
  /// Whether nginx (and `openssl`, which creates certificates) is installed.
  public static let isAvailable =
    Shell.path(of: "nginx") != nil && Shell.path(of: "openssl") != nil

  /// Why it could not start.
  public struct Failure: Error, CustomStringConvertible {
    /// The message of nginx or openssl.
    public let description: String
  }

  /// The port it listens on.
  public let port: UInt16
  /// The certificate of the authority that signed the server's, in PEM; `nil` without TLS.
  public let authority: URL?

  private let folder: TemporaryFolder
  private let process: Process

  /// Starts it and waits until it accepts connections.
  ///
  /// - Parameters:
  ///   - files: the folder it serves.
  ///   - tls: whether it uses TLS, with a certificate for `127.0.0.1` and `localhost`.
  ///   - offersHTTP2: whether it offers HTTP/2 if it uses TLS.
  ///   - settings: additional lines for the `server` block of its configuration.
  /// - Throws: ``Failure`` with nginx's message, or ``Shell/NotFound``.
  public init(
    files: URL, tls: Bool = false, offersHTTP2: Bool = true, settings: String = ""
  ) throws {
    guard let program = Shell.path(of: "nginx") else { throw Shell.NotFound(program: "nginx") }
    folder = try TemporaryFolder()
    authority = tls ? try TestCertificates.make(in: folder) : nil
    // Another process may take the port before nginx binds it; then another port is tried.
    var attempt = 1
    while true {
      let candidate = try LoopbackSite.freePort()
      try folder.write(
        Self.configuration(
          files: files, folder: folder, port: candidate,
          listening: !tls ? "" : offersHTTP2 ? " ssl http2" : " ssl", settings: settings),
        to: "nginx.conf")
      let process = Process()
      process.executableURL = URL(filePath: program)
      process.arguments = [
        "-p", folder.path, "-c", folder.file("nginx.conf").path, "-e",
        folder.file("error.log").path,
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.start()
      if Self.waits(for: process, on: candidate) {
        (port, self.process) = (candidate, process)
        return
      }
      process.waitUntilExit()
      attempt += 1
      guard attempt <= 3 else {
        let log = try? String(contentsOf: folder.file("error.log"), encoding: .utf8)
        throw Failure(description: "nginx did not start: \(log ?? "it left no log")")
      }
    }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// The absolute address of a path on this site.
  public func url(_ path: String) -> String {
    "\(authority == nil ? "http" : "https")://127.0.0.1:\(port)\(path)"
  }

  /// The access log so far, one line per request: the connection's number, the protocol, the
  /// status, the method and the target, separated by spaces.
  public var accessLog: [String] {
    let text = try? String(contentsOf: folder.file("access.log"), encoding: .utf8)
    return (text ?? "").split(separator: "\n").map(String.init)
  }
}

extension NginxSite {
  private static func configuration(
    files: URL, folder: TemporaryFolder, port: UInt16, listening: String, settings: String
  ) -> String {
    let user = getuid() == 0 ? "user root;" : ""
    let certificates =
      !listening.isEmpty
      ? "ssl_certificate \(folder.path)/server.pem; ssl_certificate_key \(folder.path)/server.key;"
      : ""
    return """
      daemon off; worker_processes 1; \(user)
      pid \(folder.path)/nginx.pid;
      events { worker_connections 1024; }
      http {
        log_format plain '$connection $server_protocol $status $request_method $request_uri';
        access_log \(folder.path)/access.log plain;
        types {
          text/html html htm; text/css css; text/plain txt; application/xml xml;
          application/rss+xml rss; application/json json; application/pdf pdf;
          image/jpeg jpg jpeg; image/png png; image/gif gif; image/webp webp; image/avif avif;
          image/svg+xml svg; image/x-icon ico; image/bmp bmp; image/tiff tif tiff;
        }
        charset utf-8;
        default_type application/octet-stream;
        keepalive_timeout 60s; keepalive_requests 100000; sendfile on; tcp_nopush on;
        client_body_temp_path \(folder.path)/body; proxy_temp_path \(folder.path)/proxy;
        fastcgi_temp_path \(folder.path)/fastcgi; uwsgi_temp_path \(folder.path)/uwsgi;
        scgi_temp_path \(folder.path)/scgi;
        server {
          listen 127.0.0.1:\(port)\(listening) backlog=1024;
          absolute_redirect off;
          root "\(files.path(percentEncoded: false))";
          \(certificates)
          \(settings)
        }
      }
      """
  }

  /// Tries to connect until it succeeds; returns `false` if the program has ended.
  private static func waits(for process: Process, on port: UInt16) -> Bool {
    while process.isRunning {
      if Loopback.accepts(port: port) { return true }
      sched_yield()
    }
    return false
  }
}
