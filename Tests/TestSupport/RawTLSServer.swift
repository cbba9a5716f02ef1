import Foundation

/// A server of TLS that offers HTTP/2 and sends what a test says: for what no real server sends.
///
/// TLS is that of `openssl s_server`, which passes bytes on in both directions and serves one
/// connection at a time. It stops when it is released.
public final class RawTLSServer: Sendable {
  /// Whether `openssl` is installed.
  public static let isAvailable = Shell.path(of: "openssl") != nil

  /// The port it listens on.
  public let port: UInt16
  private let folder: TemporaryFolder
  private let process: Process
  private let near: Int32

  /// What is in the connection, without TLS.
  public var connection: RawConnection { RawConnection(descriptor: near) }

  /// Starts it and waits until it accepts connections.
  ///
  /// - Throws: ``Shell/NotFound``, or what a program that does not start throws.
  public init() throws {
    guard let program = Shell.path(of: "openssl") else { throw Shell.NotFound(program: "openssl") }
    folder = try TemporaryFolder()
    _ = try TestCertificates.make(in: folder)
    var ends: [Int32] = [0, 0]
    socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    port = try LoopbackSite.freePort()
    near = ends[0]
    process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = [
      "s_server", "-quiet", "-alpn", "h2", "-accept", "127.0.0.1:\(port)",
      "-cert", folder.file("server.pem").path, "-key", folder.file("server.key").path,
    ]
    let far = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
    process.standardInput = far
    process.standardOutput = far
    process.standardError = FileHandle.nullDevice
    try process.start()
    while process.isRunning, !Loopback.accepts(port: port) { sched_yield() }
  }

  /// Stops it; who sends or receives on ``connection`` finds it closed.
  public func stop() {
    process.terminate()
    process.waitUntilExit()
    shutdown(near, Int32(SHUT_RDWR))
  }

  deinit {
    stop()
    close(near)
  }
}
