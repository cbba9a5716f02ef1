public import Foundation

/// A server of TLS and HTTP/2 that sends frames without end instead of an answer.
///
/// It is `openssl s_server` on a free port of 127.0.0.1, and stops when it is released.
public final class FloodServer: Sendable {
  /// Whether `openssl` and `bash` are installed.
  public static let isAvailable =
    Shell.path(of: "openssl") != nil && Shell.path(of: "bash") != nil

  /// Its address.
  public let url: String
  /// The certificate of the authority that signed its own, in PEM.
  public let authority: URL

  private let folder: TemporaryFolder
  private let process: Process

  /// Starts it and waits until it accepts connections.
  ///
  /// - Parameter frame: the frame that it sends again and again, after its settings.
  /// - Throws: `Shell.NotFound`, or the error of openssl.
  public init(frame: [UInt8]) throws {
    guard let bash = Shell.path(of: "bash") else { throw Shell.NotFound(program: "bash") }
    folder = try TemporaryFolder()
    authority = try TestCertificates.make(in: folder)
    // An empty frame of settings (RFC 9113 §6.5).
    try folder.write(Data([0, 0, 0, 4, 0, 0, 0, 0, 0]), to: "settings")
    try folder.write(Data((0..<4_000).flatMap { _ in frame }), to: "frames")
    while true {
      let port = try LoopbackSite.freePort()
      let process = Process()
      process.executableURL = URL(filePath: bash)
      process.currentDirectoryURL = folder.url
      process.arguments = [
        "-c",
        """
        exec openssl s_server -quiet -accept 127.0.0.1:\(port) -cert server.pem -key server.key \
          -alpn h2 < <(cat settings; while cat frames; do :; done)
        """,
      ]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.start()
      while process.isRunning, !Loopback.accepts(port: port) { sched_yield() }
      // If it has ended, another process has taken the port.
      guard process.isRunning else { continue }
      self.process = process
      url = "https://127.0.0.1:\(port)/"
      return
    }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
