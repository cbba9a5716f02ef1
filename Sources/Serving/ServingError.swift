import Addressing
import FlyingSocks
import Glibc

/// Why a server cannot be started.
public struct ServingError: Error, Sendable, CustomStringConvertible {
  /// The kind of an error.
  public enum Code: Sendable, Hashable {
    /// Another program listens at the port.
    case portInUse
    /// This user may not listen at the port, or the machine does not have the address.
    case notAllowed
    /// Anything else.
    case other
  }

  /// The kind of the error.
  public let code: Code
  /// What was tried, what went wrong, and what to do about it.
  public let message: String

  /// The message.
  public var description: String { message }

  init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  init(_ error: any Error, _ address: IPAddress, _ port: UInt16) {
    guard case .failed(_, let number, let words)? = error as? SocketError else {
      self.init(code: .other, message: "No page can be served at \(address): \(error)")
      return
    }
    switch number {
    case EADDRINUSE:
      self.init(
        code: .portInUse,
        message: "Port \(port) of \(address) is in use. "
          + "Choose another with --port, or any free one with --port 0.")
    case EACCES:
      self.init(
        code: .notAllowed,
        message: "Port \(port) is only for the administrator. Choose one above 1023 with --port.")
    case EADDRNOTAVAIL:
      self.init(
        code: .notAllowed,
        message: "This machine does not have the address \(address). 'ip address' lists its own.")
    default:
      self.init(
        code: .other, message: "No page can be served at port \(port) of \(address): \(words).")
    }
  }
}
