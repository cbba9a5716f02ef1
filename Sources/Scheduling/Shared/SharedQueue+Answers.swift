import Addressing
import CrawlModel
import Redis
import Robots

/// What a server answers, checked: others can write to it, too.
extension SharedQueue {
  /// Reads jobs.
  static func jobs(
    _ replies: some Sequence<RedisReply>, _ queue: SharedQueue
  ) throws(SharedFault) -> [SharedJob] {
    var jobs: [SharedJob] = []
    for reply in replies {
      guard let job = reply.text.flatMap({ SharedJob($0) }) else {
        throw queue.damage("the job '\(reply.text?.prefix(200) ?? "")'")
      }
      jobs.append(job)
    }
    return jobs
  }

  /// Reads a lease: origin, token, what the last owner has told, pages requested by others, the rules
  /// of robots.txt, and jobs.
  func lease(_ reply: RedisReply) throws(SharedFault) -> Lease {
    guard let fields = reply.list, fields.count >= 5, let origin = Self.origin(fields[0].text),
      let token = fields[1].number, let pages = fields[3].number
    else { throw damage("a lease") }
    return Lease(
      origin: origin, token: token, standing: fields[2].text.flatMap { OriginStanding($0) },
      pagesElsewhere: pages, robots: Self.robots(fields[4].text ?? ""),
      jobs: try Self.jobs(fields[5...], self))
  }

  /// Reads the age of the rules of a robots.txt, and the rules.
  private static func robots(_ text: String) -> (rules: RobotsRules, age: Duration)? {
    guard let space = text.firstIndex(of: " "), let age = Int64(text[..<space]),
      (0...RobotsGate.lifetime.components.seconds * 1_000).contains(age)
    else { return nil }
    return (RobotsRules(text: String(text[text.index(after: space)...])), .milliseconds(age))
  }

  /// Reads leases.
  func leases(_ reply: RedisReply) throws(SharedFault) -> [Lease] {
    var leases: [Lease] = []
    for lease in reply.list ?? [] { leases.append(try self.lease(lease)) }
    return leases
  }

  /// Reads an origin as ``Addressing/Origin/description`` writes it.
  static func origin(_ text: String?) -> Origin? {
    guard let text, let origin = try? WebAddress(text + "/").origin, origin.description == text
    else { return nil }
    return origin
  }

  static func key(_ text: String) -> Fingerprint.Key? {
    let halves = text.split(separator: " ").compactMap { UInt64($0) }
    guard halves.count == 2 else { return nil }
    return Fingerprint.Key(first: halves[0], second: halves[1])
  }

  /// Reads names and values that follow each other.
  static func pairs(_ reply: RedisReply) -> [String: String] {
    let words = (reply.list ?? []).map { $0.text ?? "" }
    var pairs: [String: String] = [:]
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      pairs[words[index]] = words[index + 1]
    }
    return pairs
  }

  /// The identity of a crawl as one text: a name and its values on each line, separated by tabs.
  static func text(_ identity: [String: String]) -> String {
    identity.sorted { $0.key < $1.key }
      .map { $0.key + "\t" + $0.value.split(separator: "\n").joined(separator: "\t") }
      .joined(separator: "\n")
  }

  private static func identity(_ text: String) -> [String: String] {
    var identity: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let fields = line.split(separator: "\t")
      guard let name = fields.first else { continue }
      identity[String(name)] = fields.dropFirst().joined(separator: "\n")
    }
    return identity
  }

  /// Reads the state of a crawl.
  func status(_ answer: [RedisReply]) throws(SharedFault) -> FrontierStatus {
    guard answer.first?.text == "ok", answer.count == 10, let now = answer[9].number else {
      throw .ended(
        answer.first?.text == "lost"
          ? FrontierError(
            code: .otherCrawl,
            message: "There is no crawl '\(settings.name)' on \(settings.server.address).")
          : refusal(answer))
    }
    func numbers(_ index: Int) -> [String: Int] {
      Self.pairs(answer[index]).compactMapValues { Int($0) }
    }
    let (names, signs) = (Self.pairs(answer[4]), numbers(5))
    let (origins, done) = (numbers(6), numbers(7))
    var status = FrontierStatus(name: settings.name, milliseconds: now)
    let main = numbers(3)
    status.addresses = main["put"] ?? 0
    status.done = main["done"] ?? 0
    status.unfinished = answer[1].number ?? 0
    status.starts = main["epoch"] ?? 0
    status.originsWaiting = answer[8].number ?? 0
    status.stop = answer[2].text.flatMap { $0.isEmpty ? nil : $0 }
    status.nodes = names.map { node, name in
      FrontierStatus.Node(
        id: node, name: name, origins: origins[node] ?? 0, done: done[node] ?? 0,
        silence: signs[node].map { .milliseconds(max(0, now - $0)) })
    }
    .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    return status
  }

  /// The fault of a server that cannot be used.
  static func fault(_ error: RedisError) -> SharedFault {
    error.mayPass ? .away(error) : .ended(FrontierError(error))
  }

  /// The fault for something that this program has not written.
  func damage(_ thing: String) -> SharedFault {
    .ended(
      FrontierError(
        code: .damaged,
        message: "The frontier of the crawl '\(settings.name)' on \(settings.server.address) is "
          + "damaged: \(thing) cannot be read. Everything this machine has collected is kept."))
  }

  /// The fault for counts by which a number of jobs is unfinished although there are none.
  func unevenness(_ unfinished: Int) -> SharedFault {
    let words =
      unfinished < 0
      ? "more jobs were done than put (\(unfinished.magnitude))"
      : "jobs are counted that nobody can be given (\(unfinished))"
    let prefix = "{magpie:\(settings.name)" + (settings.shard == nil ? "}" : ":")
    return .ended(
      FrontierError(
        code: .damaged,
        message: "The frontier of the crawl '\(settings.name)' on \(settings.server.address) is "
          + "damaged: \(words); another program has changed it. Everything this machine has "
          + "collected is kept. Delete the keys that begin with '\(prefix)' and start all machines "
          + "again with their folders: they put back what they know."))
  }

  /// The error for an answer that refuses this node.
  func refusal(_ answer: [RedisReply]) -> FrontierError {
    let place = "'\(settings.name)' on \(settings.server.address)"
    let detail = answer.count > 1 ? answer[1].text ?? "" : ""
    switch answer.first?.text {
    case "settings":
      let differences = Self.differences(settings.identity, Self.identity(detail))
      return FrontierError(
        code: .otherCrawl,
        message: "The crawl \(place) has other settings: \(differences). Give the same settings "
          + "on every machine, or another name.")
    case "other":
      return FrontierError(
        code: .mismatch,
        message: "The output folder is that of another crawl than \(place). Choose another folder "
          + "with --output, or the name that the folder was begun with.")
    case "version":
      return FrontierError(
        code: .otherCrawl,
        message: "The crawl \(place) was begun by another version of Magpie (its frontier has the "
          + "form \(detail), this one \(SharedJob.version)). Use the same version on every machine."
      )
    case "lost":
      return FrontierError(
        code: .unreachable,
        message: "Redis at \(settings.server.address) has lost the crawl '\(settings.name)'. "
          + "Everything this machine has collected is kept; start the crawl again with the same "
          + "folders to put back what they know.")
    default:
      return FrontierError(
        code: .otherCrawl,
        message: "The keys of the crawl \(place) belong to another program; choose another name.")
    }
  }

  private static func differences(_ now: [String: String], _ there: [String: String]) -> String {
    func words(_ value: String?) -> String {
      value.map { $0.split(separator: "\n").joined(separator: ", ") } ?? "not given"
    }
    func values(_ value: String?) -> Set<Substring> { Set(value?.split(separator: "\n") ?? []) }
    let names = Set(now.keys).union(there.keys).filter { now[$0] != there[$0] }.sorted()
    return names.map { name in
      let (own, others) = (values(now[name]), values(there[name]))
      guard max(own.count, others.count) > Self.valuesListed else {
        return "\(name) is \(words(there[name])) there and \(words(now[name])) here"
      }
      return name
        + ([(others.subtracting(own), "there"), (own.subtracting(others), "here")]
          .filter { !$0.0.isEmpty }.map { " has \(some($0.0)) only \($0.1)" }
          .joined(separator: " and"))
    }
    .joined(separator: "; ")
  }

  /// The number of values of a setting up to which all of them are named, and else those that differ.
  private static let valuesListed = 5

  private static func some(_ values: Set<Substring>) -> String {
    let rest = values.count - valuesListed
    return values.sorted().prefix(valuesListed).joined(separator: ", ")
      + (rest > 0 ? " and \(rest) more" : "")
  }
}
