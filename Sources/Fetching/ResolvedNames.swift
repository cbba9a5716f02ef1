import Addressing
import Curl
import Threads

/// The network addresses at which hosts were reached, while they are valid.
///
/// libcurl searches its own name cache linearly, so with thousands of hosts each connection would
/// cost more than the last. So that cache is replaced from time to time, and the new one gets the
/// addresses known here. A plain value; code that shares it must guard it with a lock.
struct ResolvedNames {
  /// How long a response of the name service is used.
  static let lifetime: Duration = .seconds(300)
  /// The maximum number of hosts in one libcurl cache.
  static let cacheLimit = 512
  /// The maximum number of hosts that are remembered.
  static let limit = 65_536

  private struct Host: Hashable {
    var name: String
    var port: Int
  }

  private struct Answer {
    var address: String
    var since: MonotonicTime
  }

  /// What a transfer is to use.
  struct Use {
    var share: CurlShare
    /// The entry to add to libcurl's cache first; `nil` if it has one or must resolve the name.
    var entry: String?
  }

  private var share = CurlShare()
  private var shareSince: MonotonicTime
  private var cached: Set<Host> = []
  private var answers: [Host: Answer] = [:]

  init(at now: MonotonicTime) { shareSince = now }

  /// Returns what a transfer to an origin uses.
  mutating func use(for origin: Origin, at now: MonotonicTime) -> Use {
    let host = Host(name: origin.host, port: origin.port)
    if cached.contains(host), now - shareSince < Self.lifetime {
      return Use(share: share, entry: nil)
    }
    if cached.count >= Self.cacheLimit || now - shareSince >= Self.lifetime {
      share = CurlShare()
      shareSince = now
      cached.removeAll(keepingCapacity: true)
    }
    cached.insert(host)
    guard let answer = answers[host] else { return Use(share: share, entry: nil) }
    guard now - answer.since < Self.lifetime else {
      answers[host] = nil
      return Use(share: share, entry: nil)
    }
    return Use(share: share, entry: "\(host.name):\(host.port):\(answer.address)")
  }

  /// Records the network address at which an origin was reached.
  mutating func learn(_ address: String, of origin: Origin, at now: MonotonicTime) {
    // A host that is a number needs no name service.
    guard IPAddress(origin.host) == nil, !origin.host.hasPrefix("[") else { return }
    let host = Host(name: origin.host, port: origin.port)
    if let answer = answers[host], answer.address == address { return }
    if answers.count >= Self.limit { answers.removeAll() }
    answers[host] = Answer(address: address, since: now)
  }

  /// Removes the address of an origin that can no longer be reached there.
  mutating func forget(_ origin: Origin) {
    guard answers.removeValue(forKey: Host(name: origin.host, port: origin.port)) != nil else {
      return
    }
    // libcurl's own entry is dropped with its whole cache.
    shareSince = .distantPast
  }
}
