/// What a Redis server says of itself (`INFO`).
public struct RedisServer: Sendable, Hashable {
  /// The least version that is used, that of Debian 12.
  ///
  /// Valkey says that it is Redis 7.2.
  public static let least = (major: 7, minor: 0)

  /// The version of Redis that it is compatible with.
  public let version: String
  /// A random number that is another one after each start.
  public let runID: String
  /// Whether it is a copy of another server.
  public let isReplica: Bool
  /// Whether it is a node of a cluster.
  public let isCluster: Bool
  /// Whether each change is appended to a file (`appendonly`).
  public let isDurable: Bool
  /// What it removes when it has reached its maximum memory; `nil` if it removes nothing.
  public let eviction: String?
  /// The memory in use, in bytes.
  public let memory: Int
  /// The maximum memory, in bytes; `nil` if there is none.
  public let maximumMemory: Int?

  /// Reads the answer to `INFO`; `nil` if it is not that of Redis.
  init?(_ information: String) {
    var fields: [Substring: Substring] = [:]
    for line in information.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon]] = line[line.index(after: colon)...]
    }
    guard let version = fields["redis_version"], let runID = fields["run_id"] else { return nil }
    self.version = String(version)
    self.runID = String(runID)
    isReplica = fields["role"].map { $0 != "master" } ?? false
    isCluster = fields["cluster_enabled"] == "1"
    isDurable = fields["aof_enabled"] == "1"
    eviction = fields["maxmemory_policy"].flatMap { $0 == "noeviction" ? nil : String($0) }
    memory = fields["used_memory"].flatMap { Int($0) } ?? 0
    maximumMemory = fields["maxmemory"].flatMap { Int($0) }.flatMap { $0 == 0 ? nil : $0 }
  }

  /// Whether its version is ``least`` or newer.
  var isRecent: Bool {
    let numbers = version.split(separator: ".").map { Int($0) ?? 0 }
    guard let major = numbers.first else { return false }
    return (major, numbers.count > 1 ? numbers[1] : 0) >= Self.least
  }
}
