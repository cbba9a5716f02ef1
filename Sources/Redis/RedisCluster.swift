/// Which server of a Redis Cluster has which keys
/// (https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/).
public struct RedisCluster: Sendable {
  private struct Part: Sendable {
    var slots: ClosedRange<Int>
    var primary: RedisAddress
  }

  private let parts: [Part]
  private let asked: RedisAddress

  /// Asks a server of the cluster, primary or replica.
  ///
  /// - Throws: ``RedisError``.
  public init(_ connection: RedisConnection) throws(RedisError) {
    asked = connection.address
    var parts: [Part] = []
    for entry in try connection.call(RedisCommand("CLUSTER", "SLOTS")).list ?? [] {
      guard let fields = entry.list, fields.count >= 3, let first = fields[0].number,
        let last = fields[1].number, first <= last, let primary = fields[2].list,
        primary.count >= 2, let port = primary[1].number, (1...65535).contains(port)
      else { throw RedisError(notRedis: "it gives no parts of its cluster", at: asked) }
      // A server that does not know its own name is where it was asked; '?' is said for no name.
      let host = primary[0].text.flatMap { $0.isEmpty || $0 == "?" ? nil : $0 } ?? asked.host
      parts.append(Part(slots: first...last, primary: asked.at(host: host, port: port)))
    }
    self.parts = parts
  }

  /// Returns the primary that has a key.
  ///
  /// - Throws: ``RedisError`` with `notReady` if there is none at the moment.
  public func primary(
    of key: String, _ connection: RedisConnection
  ) throws(RedisError) -> RedisAddress {
    let slot = try connection.call(RedisCommand("CLUSTER", "KEYSLOT", key)).number
    guard let slot, let part = parts.first(where: { $0.slots.contains(slot) }) else {
      throw RedisError(
        .notReady,
        "The Redis Cluster of \(asked) has no primary for some keys; start the nodes that are "
          + "missing, and see CLUSTER INFO.")
    }
    return part.primary
  }
}
