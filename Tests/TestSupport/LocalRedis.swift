public import Foundation
import Glibc
import Threads

/// A real Redis server on a free port of 127.0.0.1, which is killed when it is released.
///
/// Tests are skipped if it is not installed: `.enabled(if: LocalRedis.isAvailable)`.
public final class LocalRedis: Sendable {
  /// Whether `redis-server` (and `openssl`, which creates certificates) is installed.
  public static let isAvailable =
    Shell.path(of: "redis-server") != nil && Shell.path(of: "openssl") != nil

  /// Why it could not start.
  public struct Failure: Error, CustomStringConvertible {
    /// The log of the server.
    public let description: String
  }

  /// The port it listens on.
  public let port: UInt16
  /// The certificate of the authority that signed the server's, in PEM; `nil` without TLS.
  public let authority: URL?
  /// The folder with its files.
  public let folder: TemporaryFolder
  private let arguments: [String]
  private let process: Monitor<Server>

  /// Starts it and waits until it answers.
  ///
  /// - Parameters:
  ///   - tls: whether it uses TLS, with a certificate for `127.0.0.1` and `localhost`.
  ///   - settings: more settings as on its command line, such as `--requirepass`, `secret`.
  /// - Throws: ``Failure`` with the log of the server, or ``Shell/NotFound``.
  public init(tls: Bool = false, settings: [String] = []) throws {
    folder = try TemporaryFolder()
    authority = tls ? try TestCertificates.make(in: folder) : nil
    // Another process may take the port before the server binds it; then another port is tried.
    for _ in 1...5 {
      let candidate = try LoopbackSite.freePort()
      let ports =
        tls
        ? [
          "--port", "0", "--tls-port", "\(candidate)", "--tls-cert-file", "server.pem",
          "--tls-key-file", "server.key", "--tls-ca-cert-file", "ca.pem", "--tls-auth-clients",
          "no",
        ] : ["--port", "\(candidate)"]
      let arguments =
        [
          "--dir", folder.path, "--bind", "127.0.0.1", "--save", "", "--logfile", "log",
        ] + ports + settings
      guard let process = try Self.start(arguments, in: folder) else { continue }
      (port, self.arguments, self.process) = (candidate, arguments, Monitor(process))
      return
    }
    let log = try? String(contentsOf: folder.file("log"), encoding: .utf8)
    throw Failure(description: "redis-server did not start: \(log ?? "it left no log")")
  }

  deinit { process.withLock { Self.kill($0) } }

  /// The address for clients.
  ///
  /// - Parameters:
  ///   - rest: what comes after the host and port, such as `/1?name=birds`.
  ///   - credentials: what comes before the host, such as `:secret@`.
  /// - Returns: an address such as `redis://127.0.0.1:7000/0`.
  public func address(_ rest: String = "/0", credentials: String = "") -> String {
    "\(authority == nil ? "redis" : "rediss")://\(credentials)127.0.0.1:\(port)\(rest)"
  }

  /// Kills the server, so that it cannot write anything more.
  public func kill() { process.withLock { Self.kill($0) } }

  /// Starts a server that was killed, on the same port with the same files.
  ///
  /// - Throws: ``Failure`` if it does not start.
  public func restart() throws {
    guard let process = try Self.start(arguments, in: folder) else {
      throw Failure(description: "redis-server did not start again")
    }
    self.process.withLock { $0 = process }
  }

  /// Cuts the end off the file of a server that was killed, as if that had not been written yet.
  ///
  /// - Parameter count: the number of bytes.
  /// - Returns: how many were cut: the file may have had fewer.
  /// - Throws: the error that prevents it.
  public func cut(_ count: Int) throws -> Int {
    guard let file = try appendOnlyFile else { return 0 }
    let length = Int(try file.seekToEnd())
    let cut = min(count, length)
    try file.truncate(atOffset: UInt64(length - cut))
    return cut
  }

  /// The length of the file in which the server records its calls; 0 if it has none.
  public var fileLength: Int {
    get throws { Int(try appendOnlyFile?.seekToEnd() ?? 0) }
  }

  private var appendOnlyFile: FileHandle? {
    get throws {
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      return try files.first { $0.hasSuffix(".incr.aof") }
        .map { try FileHandle(forUpdating: folder.file($0)) }
    }
  }

  /// Stops the process for a while (`SIGSTOP`), or lets it go on (`SIGCONT`).
  public func pause(_ isPaused: Bool) {
    let text = try? String(contentsOf: folder.file("pid"), encoding: .utf8)
    guard let id = text.flatMap({ Int32($0.dropLast()) }) else { return }
    Glibc.kill(id, isPaused ? SIGSTOP : SIGCONT)
  }

  private static func kill(_ server: Server) {
    try? server.life.fileHandleForWriting.close()
    server.process.waitUntilExit()
  }

  /// A server, and a pipe that keeps it alive: it is killed when the pipe is closed, also by the end of
  /// this process.
  private struct Server {
    let process: Process
    let life: Pipe
  }

  /// Kills the server when standard input ends; `$0` is the file for its process id.
  private static let watchman = """
    exec 3<&0
    redis-server "$@" 3<&- < /dev/null & server=$!
    echo $server > "$0"
    { cat <&3 > /dev/null; kill -9 $server; } & watch=$!
    wait $server
    kill $watch
    """

  private static func start(_ arguments: [String], in folder: TemporaryFolder) throws -> Server? {
    let before = starts(in: folder)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", watchman, folder.path + "/pid"] + arguments
    let life = Pipe()
    process.standardInput = life
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.start()
    // It accepts connections already while it reads its file, and refuses all commands.
    while process.isRunning {
      if starts(in: folder) > before { return Server(process: process, life: life) }
      sched_yield()
    }
    return nil
  }

  /// How often the server says that it is ready.
  private static func starts(in folder: TemporaryFolder) -> Int {
    let log = try? String(contentsOf: folder.file("log"), encoding: .utf8)
    return (log ?? "").components(separatedBy: "Ready to accept connections").count
  }
}
