import Glibc

/// The name service of the system, getaddrinfo(3).
///
/// libcurl uses it too, but does not report its error: an unknown name and a name service that
/// cannot be reached look the same there.
public enum NameService {
  /// What became of a question.
  public enum Answer: Sendable, Hashable {
    /// The name has an address.
    case found
    /// The name has no address, and asking again will not change that.
    case unknown
    /// The service could not answer for now: it cannot be reached, reports a failure or refuses to
    /// answer.
    case unavailable

    /// Reads a status of getaddrinfo.
    ///
    /// The C library makes `EAI_AGAIN` of the response SERVFAIL and of a name server that is silent,
    /// and `EAI_FAIL` of REFUSED and the like. None of them says that there is no such name.
    public init(status: Int32) {
      switch status {
      case 0: self = .found
      // EAI_SYSTEM is an error of a call of the system, such as one that needs a descriptor when
      // none is left.
      case EAI_AGAIN, EAI_FAIL, EAI_MEMORY, EAI_SYSTEM: self = .unavailable
      default: self = .unknown
      }
    }
  }

  /// Asks for the address of a name; blocks, possibly for many seconds.
  public static func ask(_ name: String) -> Answer {
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(name, nil, nil, &list)
    if let list { freeaddrinfo(list) }
    return Answer(status: status)
  }
}
