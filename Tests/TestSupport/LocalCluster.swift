import Foundation
import Glibc

/// A real Redis Cluster of three servers on 127.0.0.1, each with a third of the slots.
public struct LocalCluster: Sendable {
  /// Why it could not start.
  public struct Failure: Error, CustomStringConvertible {
    /// What a server answered.
    public let description: String
  }

  /// The servers.
  public let servers: [LocalRedis]

  /// Starts the servers and waits until each knows the whole cluster.
  ///
  /// - Parameter settings: more settings as on the command line of each server.
  /// - Throws: ``Failure``, or that of ``LocalRedis``.
  public init(settings: [String] = []) throws {
    servers = try (0..<3).map { _ in
      try LocalRedis(
        settings: [
          "--cluster-enabled", "yes", "--cluster-port", "\(try LoopbackSite.freePort())",
          "--cluster-announce-ip", "127.0.0.1", "--cluster-require-full-coverage", "no",
        ] + settings)
    }
    let slots = [0...5460, 5461...10922, 10923...16383]
    for (number, (server, slots)) in zip(servers, slots).enumerated() {
      _ = try server.command(
        "CLUSTER", "ADDSLOTSRANGE", "\(slots.lowerBound)", "\(slots.upperBound)")
      _ = try server.command("CLUSTER", "SET-CONFIG-EPOCH", "\(number + 1)")
    }
    let busPorts = try servers.map { server in
      // IP:PORT@BUS-PORT is the second word about a server.
      let myself = try server.command("CLUSTER", "NODES").split(separator: " ")
      return myself[1].split(separator: "@")[1].split(separator: ",")[0]
    }
    for (server, busPort) in zip(servers, busPorts).dropFirst() {
      _ = try servers[0].command("CLUSTER", "MEET", "127.0.0.1", "\(server.port)", "\(busPort)")
    }
    for server in servers {
      while try !isComplete(server) { sched_yield() }
    }
  }

  /// Whether a server knows all of the cluster.
  private func isComplete(_ server: LocalRedis) throws -> Bool {
    let information = try server.command("CLUSTER", "INFO")
    return information.contains("cluster_state:ok")
      && information.contains("cluster_slots_ok:16384")
  }
}

extension LocalRedis {
  /// Has the server carry out a command by redis-cli; returns its answer.
  ///
  /// - Throws: ``LocalCluster/Failure`` with an error that it answered.
  public func command(_ words: String...) throws -> String { try command(words) }

  /// Has the server carry out a command by redis-cli; returns its answer.
  ///
  /// - Throws: ``LocalCluster/Failure`` with an error that it answered.
  public func command(_ words: [String]) throws -> String {
    let result = try Shell.run("redis-cli", ["-h", "127.0.0.1", "-p", "\(port)"] + words)
    guard result.status == 0, !result.stdout.hasPrefix("ERR") else {
      throw LocalCluster.Failure(
        description: "\(words.joined(separator: " ")): \(result.stdout)\(result.stderr)")
    }
    return result.stdout
  }
}
