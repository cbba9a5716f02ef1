public import Addressing

/// Decides which requests are answered at all.
///
/// - A name in the `Host` field that is not of this machine may be one that its owner lets point here
///   (DNS rebinding), to read the pages with a script of another site. Only `localhost`, addresses of this
///   machine itself and the one that the server is bound to are answered.
/// - Other sites may link here, but load nothing from here (`Sec-Fetch-Site`, W3C Fetch Metadata).
/// - With a ``Secret``, the path must begin with it.
public struct Door: Sendable {
  let secret: Secret?
  private let bound: IPAddress

  /// What a door decides.
  enum Verdict {
    /// The request, without the secret in its path.
    case admitted(PageRequest)
    case refused(PageAnswer)
  }

  /// Makes the door of a server.
  ///
  /// - Parameters:
  ///   - address: the address that it is bound to.
  ///   - secret: the secret in its addresses; `nil` if everybody on this machine may read.
  public init(boundTo address: IPAddress, secret: Secret?) {
    bound = address
    self.secret = secret
  }

  func judge(_ request: PageRequest) -> Verdict {
    guard let host = request.field("host"), isOwn(host) else {
      return .refused(
        .plain(421, "This server does not answer to that name; use its address."))
    }
    guard isOfThisSite(request) else {
      return .refused(.plain(403, "Other sites may not load this."))
    }
    guard request.method == "GET" || request.method == "HEAD" else {
      var answer = PageAnswer.plain(405, "This can only be read.")
      answer.headers.append(("Allow", "GET, HEAD"))
      return .refused(answer)
    }
    guard let secret else { return .admitted(request) }
    let path = request.path.dropFirst()
    let slash = path.firstIndex(of: "/") ?? path.endIndex
    guard secret.matches(path[..<slash]) else {
      return .refused(.plain(404, "There is nothing here without the secret of the address."))
    }
    var inner = request
    inner.path = slash == path.endIndex ? "/" : String(path[slash...])
    return .admitted(inner)
  }

  /// Whether a `Host` field names this server (RFC 9110, section 7.2).
  private func isOwn(_ field: String) -> Bool {
    var name = Substring(field)
    if name.hasPrefix("[") {
      guard let end = name.firstIndex(of: "]") else { return false }
      guard Self.isPort(name[name.index(after: end)...]) else { return false }
      name = name[name.index(after: name.startIndex)..<end]
    } else if let colon = name.firstIndex(of: ":") {
      guard Self.isPort(name[colon...]) else { return false }
      name = name[..<colon]
    }
    if name.lowercased() == "localhost" { return true }
    guard let address = IPAddress(String(name)) else { return false }
    // A name can be rebound, an address cannot.
    return address == bound || address.isLoopback || bound.isUnspecified
  }

  private static func isPort(_ text: Substring) -> Bool {
    text.isEmpty
      || text.first == ":" && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
  }

  private func isOfThisSite(_ request: PageRequest) -> Bool {
    switch request.field("sec-fetch-site") {
    case nil, "same-origin", "none": true
    default:
      request.field("sec-fetch-mode") == "navigate"
        && request.field("sec-fetch-dest") == "document"
    }
  }
}
