import Addressing
import CrawlModel
import Redis
import Robots

/// What a node tells a shared frontier, and is told.
extension SharedQueue {
  /// What a node needs to take part in a crawl.
  struct Settings: Sendable {
    var server: RedisConnection.Settings
    /// The name of the crawl.
    var name: String
    /// The number of the shard; `nil` if the crawl has only one.
    var shard: Int?
    /// What the names of all keys begin with; what is in braces decides which server of a cluster has
    /// them.
    var prefix: String { "{magpie:\(name)\(shard.map { ":\($0)" } ?? "")}:" }
    /// The name of this node; no two processes have the same.
    var node: String
    /// How people know this node.
    var label = ""
    /// The greatest token that this node has seen; the server gives greater ones.
    var lastToken = 0
    /// What makes the crawl the one it is.
    var identity: [String: String]
    /// How long a lease lasts after it was last renewed.
    var lease: Duration = .seconds(60)
    /// The delay of the crawl.
    var delay: Duration = .zero
    /// Whether no document is handed out before those of the levels before are done.
    var goesByLevel = false
  }

  /// What the server keeps of a crawl that does not change.
  struct Crawl: Sendable, Hashable {
    /// A number made at random when the crawl was begun.
    var id: String
    /// The key of the fingerprints.
    var key: Fingerprint.Key
  }

  /// How many jobs were put and done.
  struct Counts: Hashable {
    var put: Int
    var done: Int
    /// How often the server was started.
    var epoch: Int
    /// Whether nodes may put jobs again that a server has lost.
    var isWaiting: Bool
    /// The level up to which documents are handed out.
    var level = 0
    /// The first level of which a document is not done; `nil` if there is none, and without levels.
    var firstLevel: Int?

    /// Whether nothing is left to do, as far as this shard shows.
    var isEven: Bool { put == done && !isWaiting }
  }

  /// An origin that was leased, and its first jobs.
  struct Lease {
    var origin: Origin
    var token: Int
    /// What its last owner has told of the origin.
    var standing: OriginStanding?
    /// How many pages other nodes have requested from its host.
    var pagesElsewhere = 0
    /// The rules of its robots.txt that its last owner has read, and how long ago.
    var robots: (rules: RobotsRules, age: Duration)?
    var jobs: [SharedJob]
  }

  /// What was done at an origin since the last report.
  struct Report {
    var origin: Origin
    var token: Int
    /// The number of the call, by which one that is made again is recognised.
    var number = 0
    /// How many jobs are wanted.
    var wanted = 0
    /// After which pause another node may begin there; `nil` to keep the lease.
    var release: Duration?
    /// What the next owner must know of the origin; `nil` if that is as in the last report.
    var standing: OriginStanding?
    /// After which pause something may start there, if `standing` is given.
    var pause: Duration = .zero
    /// How many pages of its host this node has requested; `nil` if as in the last report.
    var pages: Int?
    /// The rules of its robots.txt, if the server does not have them, and how long they are known.
    var robots: (text: String, age: Duration)?
    /// The fingerprints of the jobs that are done.
    var done: [UInt64] = []
    /// Jobs whose next request goes to another origin.
    var handedOver: [SharedJob] = []
    /// Jobs that were found.
    var found: [SharedJob] = []

    init(_ origin: Origin, token: Int) {
      self.origin = origin
      self.token = token
    }
  }
}
