import Addressing
import Bytes
public import CrawlModel

/// The JSON of the commands that read the folder of a crawl; each is one object with a line end.
public enum FolderJSON {
  /// Writes the state of a crawl; `earlier` is the state a moment before, if it runs.
  public static func status(_ status: FolderStatus, since earlier: FolderStatus?) -> [UInt8] {
    line { fill(&$0, status, since: earlier) }
  }

  static func fill(
    _ object: inout JSONObject, _ status: FolderStatus, since earlier: FolderStatus?
  ) {
    object.member("time", status.moment.rfc3339)
    object.member("state", word(status))
    if let process = status.process, process > 0 { object.member("process", Int(process)) }
    object.object("images") { $0.tally(status.images, taken: "stored") }
    object.object("pages") { $0.tally(status.pages, taken: "fetched") }
    object.member("bytes", status.bytes)
    object.member("waiting", status.waiting)
    if let speed = earlier.flatMap({ status.speed(since: $0) }) {
      object.member("addresses_per_second", Int(speed.addresses.rounded()))
      object.member("bytes_per_second", Int(speed.bytes))
    }
    object.array("runs") { runs in
      for (index, run) in status.runs.enumerated() {
        runs.object { fill(&$0, run, number: index + 1) }
      }
    }
    object.array("hosts") { hosts in
      for host in status.hosts { hosts.object { fill(&$0, host, at: status.moment) } }
    }
  }

  /// Writes what a comparison of the files with their records found.
  public static func verification(
    _ result: FolderVerification, _ differences: [FolderDifference]
  ) -> [UInt8] {
    line { object in
      object.member("files", result.files)
      object.member("bytes", result.bytes)
      if result.unrecorded > 0 { object.member("unrecorded", result.unrecorded) }
      object.array("differences") { list in
        for difference in differences {
          list.object { entry in
            entry.member("kind", difference.kind.rawValue)
            entry.member("file", difference.file)
          }
        }
      }
    }
  }

  /// Writes the state of a shared crawl; `earlier` is the state a moment before.
  public static func frontier(_ status: FrontierStatus, since earlier: FrontierStatus) -> [UInt8] {
    line { object in
      object.member("name", status.name)
      object.member("stop", status.stop)
      object.member("addresses", status.addresses)
      object.member("done", status.done)
      object.member("unfinished", status.unfinished)
      object.member("origins_waiting", status.originsWaiting)
      object.member("server_starts", status.starts)
      if let rate = status.rate(since: earlier) {
        object.member("addresses_per_second", Int(rate.rounded()))
      }
      object.array("nodes") { list in
        for node in status.nodes {
          list.object { entry in
            entry.member("name", node.name)
            entry.member("origins", node.origins)
            entry.member("done", node.done)
            if let rate = status.rate(since: earlier, of: node) {
              entry.member("addresses_per_second", Int(rate.rounded()))
            }
            if let silence = node.silence {
              entry.member("seconds_silent", Int(silence.components.seconds))
            }
          }
        }
      }
    }
  }

  /// Writes what came of uniting folders.
  public static func merge(_ merge: FolderMerge) -> [UInt8] {
    line { object in
      object.member("state", merge.ending.rawValue)
      object.object("images") { $0.tally(merge.images, taken: "stored") }
      object.object("pages") { $0.tally(merge.pages, taken: "fetched") }
      object.member("bytes", merge.bytes)
      object.member("waiting", merge.waiting)
      object.array("missing_nodes") { list in for node in merge.missingNodes { list.add(node) } }
      object.member("unknown_addresses", merge.unknownAddresses)
      object.member("lost_files", merge.lostFiles)
      object.array("notes") { list in for note in merge.notes { list.add(note) } }
    }
  }

  /// Writes an image that changed.
  public static func change(_ change: ImageChange) -> [UInt8] {
    line { object in
      object.member("change", change.kind.rawValue)
      object.member("url", change.key.text)
      object.member("file", change.file)
      object.member("moved_to", change.movedTo?.text)
    }
  }

  private static func word(_ status: FolderStatus) -> String {
    if status.process != nil { return "running" }
    guard let run = status.runs.last else { return "empty" }
    return run.ended?.rawValue ?? "killed"
  }

  private static func fill(_ object: inout JSONObject, _ run: RunRecord, number: Int) {
    object.member("run", number)
    object.member("kind", run.kind.rawValue)
    object.member("started_at", run.startedAt)
    object.member("ended_at", run.endedAt)
    object.member("ended", run.ended?.rawValue)
  }

  private static func fill(_ object: inout JSONObject, _ host: HostStatus, at now: Timestamp) {
    object.member("host", host.host)
    object.member("requests", host.requests)
    object.member("retries", host.retries)
    object.member("waiting", host.waiting)
    if let delay = host.delay { object.member("delay", seconds: delay) }
    object.member("in_flight", host.inFlight)
    guard let until = host.restsUntil, until > now else { return }
    object.member("paused_until", until.rfc3339)
    object.member("silent", host.isSilent)
  }

  static func line(_ fill: (inout JSONObject) -> Void) -> [UInt8] {
    var json = JSONWriter()
    json.object { fill(&$0) }
    json.endLine()
    return json.bytes
  }
}
