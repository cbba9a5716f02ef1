import Addressing
import Bytes
public import CrawlModel

/// The data of the live page.
public enum LiveJSON {
  /// The state of a crawl at a moment.
  public struct State: Sendable {
    /// The state of its folder.
    public var status: FolderStatus
    /// The state a moment before, for the speed.
    public var earlier: FolderStatus?
    /// The number of the content that was stored last.
    public var newest: Int
    /// The maximum number of hosts that are listed.
    public var hostsListed: Int
    /// Whether the crawl runs in this process, so that everything is known.
    public var isSameProcess = false
    /// The number of transfers in flight; `nil` if it is not known.
    public var inFlight: Int?
    /// The host that everything waits for: its origin, the time left, and whether it gives no answer.
    public var awaited: (host: String, pause: Duration, isSilent: Bool)?

    /// Makes a state of a crawl in another process, or of none.
    public init(
      status: FolderStatus, earlier: FolderStatus?, newest: Int, hostsListed: Int
    ) {
      self.status = status
      self.earlier = earlier
      self.newest = newest
      self.hostsListed = hostsListed
    }
  }

  /// Writes a state as one line without its end.
  public static func state(_ state: State) -> [UInt8] {
    var json = JSONWriter()
    json.object { object in
      object.object("status") { FolderJSON.fill(&$0, state.status, since: state.earlier) }
      object.array("reasons") { list in
        for (kind, tally) in [("image", state.status.images), ("page", state.status.pages)] {
          fill(&list, kind, "failed", tally.failed.map { ($0.rawValue, $0.sentence, $1) })
          fill(&list, kind, "skipped", tally.skipped.map { ($0.rawValue, $0.sentence, $1) })
        }
      }
      object.member("newest", state.newest)
      object.member("hosts_listed", state.hostsListed)
      object.member("same_process", state.isSameProcess)
      object.member("in_flight", state.inFlight)
      if let awaited = state.awaited {
        object.object("awaited") { entry in
          entry.member("host", awaited.host)
          entry.member("seconds", seconds: awaited.pause)
          entry.member("silent", awaited.isSilent)
        }
      }
    }
    return json.bytes
  }

  private static func fill(
    _ list: inout JSONArray, _ kind: String, _ state: String,
    _ reasons: [(word: String, sentence: String, number: Int)]
  ) {
    for reason in reasons.sorted(by: { ($1.number, $0.word) < ($0.number, $1.word) }) {
      list.object { entry in
        entry.member("kind", kind)
        entry.member("state", state)
        entry.member("reason", reason.word)
        entry.member("sentence", reason.sentence)
        entry.member("number", reason.number)
      }
    }
  }

  /// Writes what failed, by reason.
  public static func failures(_ groups: [FailureGroup]) -> [UInt8] {
    FolderJSON.line { object in
      object.array("groups") { list in for group in groups { list.object { fill(&$0, group) } } }
    }
  }

  private static func fill(_ object: inout JSONObject, _ group: FailureGroup) {
    object.member("kind", group.isImage ? "image" : "page")
    object.member("reason", group.reason.rawValue)
    object.member("sentence", group.reason.sentence)
    object.member("http_status", group.httpStatus)
    object.member("number", group.number)
    object.array("hosts") { list in
      for host in group.hosts {
        list.object { entry in
          entry.member("origin", host.origin)
          entry.member("number", host.number)
        }
      }
    }
    object.array("examples") { list in
      for example in group.examples {
        list.object { entry in
          entry.member("url", example.address.text)
          entry.member("error", example.error)
          entry.member("page", example.page?.text)
        }
      }
    }
  }
}
