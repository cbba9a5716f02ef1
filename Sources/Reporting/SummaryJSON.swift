import Addressing
import Bytes
public import CrawlModel

/// The text of `summary.json`.
public enum SummaryJSON {
  /// Writes a summary as one JSON object in UTF-8 with a line end.
  public static func bytes(of summary: CrawlSummary) -> [UInt8] {
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
      object.array("hosts") { hosts in
        for host in summary.hosts { hosts.object { fill(&$0, host) } }
      }
      object.array("policies") { policies in
        for answer in summary.policies { policies.object { fill(&$0, answer) } }
      }
      object.object("options") { fill(&$0, summary.options) }
    }
    json.endLine()
    return json.bytes
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
