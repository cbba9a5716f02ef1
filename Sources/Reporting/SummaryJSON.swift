import Addressing
import Bytes
public import CrawlModel

/// The text of `summary.json`.
public enum SummaryJSON {
  /// The number of hosts or policy files that are in memory as text at a time.
  private static let piece = 256

  /// The summary as one JSON object in UTF-8 with a line end.
  public static func bytes(of summary: CrawlSummary) -> [UInt8] {
    var bytes: [UInt8] = []
    write(summary) { bytes.append($0) }
    return bytes
  }

  /// Writes a summary as one JSON object in UTF-8 with a line end.
  ///
  /// - Parameters:
  ///   - summary: the summary.
  ///   - append: receives the text in pieces, since it may name a million hosts.
  /// - Throws: what `append` throws.
  public static func write<Failure: Error>(
    _ summary: CrawlSummary, to append: (borrowing Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    let (text, hosts, policies) = frame(of: summary)
    let bytes = text.span
    try append(bytes.extracting(0..<hosts))
    try write(summary.hosts, to: append) { fill(&$0, $1) }
    try append(bytes.extracting(hosts..<policies))
    try write(summary.policies, to: append) { fill(&$0, $1) }
    try append(bytes.extracting(policies..<bytes.count))
  }

  /// Writes the elements of an array without its brackets.
  private static func write<Elements: Sequence, Failure: Error>(
    _ elements: Elements, to append: (borrowing Span<UInt8>) throws(Failure) -> Void,
    fill: (inout JSONObject, Elements.Element) -> Void
  ) throws(Failure) {
    var rest = elements.makeIterator()
    var next = rest.next()
    var json = JSONWriter()
    while next != nil {
      json.array { array in
        var room = piece
        while room > 0, let element = next {
          array.object { fill(&$0, element) }
          next = rest.next()
          room -= 1
        }
      }
      let text = json.take()
      // A comma instead of the bracket, except after the last.
      try append(text.span.extracting(1..<text.count - 1))
      if next != nil { try append([UInt8(ascii: ",")].span) }
      json.reuse(text)
    }
  }

  /// The text without the hosts and the policy files, and where these belong.
  private static func frame(
    of summary: CrawlSummary
  ) -> (text: [UInt8], hosts: Int, policies: Int) {
    var (hosts, policies) = (0, 0)
    var json = JSONWriter()
    json.object { object in
      object.member("version", MagpieVersion.current)
      object.member("ended", summary.ending.rawValue)
      object.member("limit", summary.limit?.rawValue)
      object.member("error", summary.trouble)
      object.object("images") { $0.tally(summary.images, taken: "stored") }
      object.object("pages") { $0.tally(summary.pages, taken: "fetched") }
      object.object("run") { fill(&$0, summary.start, summary.run) }
      if let refresh = summary.refresh {
        object.object("refresh") { counts in
          counts.member("new", refresh.new)
          counts.member("changed", refresh.changed)
          counts.member("gone", refresh.gone)
          counts.member("moved", refresh.moved)
        }
      }
      object.member("bytes", summary.bytes)
      object.member("seconds", seconds: summary.elapsed)
      if !summary.verifiedCertificates { object.member("certificates_verified", false) }
      object.array("hosts") { hosts = $0.position }
      object.array("policies") { policies = $0.position }
      object.object("options") { fill(&$0, summary.options) }
    }
    json.endLine()
    return (json.bytes, hosts, policies)
  }

  private static func fill(
    _ object: inout JSONObject, _ start: RunStart, _ run: RunCounts
  ) {
    object.member("kind", start.kind.rawValue)
    if start.pass != start.kind { object.member("resumes", start.pass.rawValue) }
    object.member("images_checked", run.imagesChecked)
    object.member("pages_checked", run.pagesChecked)
    object.member("pages_fetched", run.pages)
    object.member("stored", run.stored)
    object.member("duplicate", run.duplicate)
    object.member("failed", run.failed)
    object.member("bytes", run.bytes)
  }

  private static func fill(_ object: inout JSONObject, _ host: HostStatistics) {
    object.member("host", host.host)
    object.member("requests", host.requests)
    object.member("rests", host.rests)
    object.member("fewest_transfers", host.fewestTransfers)
    if let interval = host.fastestInterval { object.member("fastest_interval", seconds: interval) }
    object.member("delay", seconds: host.delay)
    object.member("retries", host.retries)
  }

  private static func fill(_ object: inout JSONObject, _ answer: PolicyAnswer) {
    object.member("url", answer.address.text)
    object.member("fetched_at", answer.endedAt.rfc3339)
    object.member("http_status", answer.httpStatus)
    object.member("final_url", answer.finalAddress?.text)
    object.member("bytes", answer.bytes)
    object.member("sha256", answer.sha256)
    object.member("reason", answer.reason?.rawValue)
  }

  /// Options that can be given several times become lists.
  private static func fill(_ object: inout JSONObject, _ options: [CrawlSummary.Option]) {
    var written: Set<String> = []
    for option in options where written.insert(option.name).inserted {
      guard option.isRepeatable else {
        object.member(named: option.name, option.value)
        continue
      }
      object.array(named: option.name) { values in
        for other in options where other.name == option.name { values.add(other.value) }
      }
    }
  }
}
