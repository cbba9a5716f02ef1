public import Addressing
public import Threads

/// What a transfer shows about the server: its network address, when it was requested, how long the
/// response took, and how it took the request.
public struct ServerSign: Sendable, Hashable {
  /// How a server took a request.
  public enum Reaction: Sendable, Hashable {
    /// It answered, even if only that it does not have the address.
    case answered
    /// It answered with an error of its own, or with less than it announced.
    case faltered
    /// It answered that it is overloaded (429, 503), and possibly how long to wait.
    case overloaded(asking: Duration?)
    /// It gave no answer.
    case unanswered(Silence)

    /// Whether the origin may have to rest because of it.
    public var mayLeadToRest: Bool {
      switch self {
      case .answered, .faltered: false
      case .overloaded, .unanswered: true
      }
    }
  }

  /// In which way a server gave no answer.
  public enum Silence: Sendable, Hashable {
    /// The name service had no answer for now; it did not say that there is no such name.
    case unresolved
    /// No connection could be made: it was refused, the network is unreachable, or the TLS
    /// handshake was broken off.
    case unreachable
    /// The connection ended before the end of the answer's head, or within its body.
    case brokenOff
    /// Nothing came within the time limit.
    case timedOut

    /// Whether this can be the fault of the requested address alone: a script that crashes or
    /// hangs, on a server that answers everything else.
    public var mayConcernAddress: Bool { self == .brokenOff || self == .timedOut }
  }

  /// The network address of the connection; `nil` if an existing connection was used, or if the
  /// address says nothing about the server, as with a proxy.
  public var address: IPAddress?
  /// The time from the request to the first byte of the response; `nil` if none was received.
  public var latency: Duration?
  /// When the request was sent, after resolving the name and connecting; `nil` if nothing was sent.
  ///
  /// The server sees requests in these intervals, so a delay between them counts from here.
  public var sentAt: MonotonicTime?
  /// How it took the request.
  public var reaction: Reaction
  /// What exactly went wrong if it gave no answer.
  public var detail: String?

  /// Makes a sign from its parts.
  public init(
    address: IPAddress? = nil, latency: Duration? = nil, sentAt: MonotonicTime? = nil,
    reaction: Reaction = .answered
  ) {
    self.address = address
    self.latency = latency
    self.sentAt = sentAt
    self.reaction = reaction
  }
}
