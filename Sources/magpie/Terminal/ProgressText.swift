import CrawlModel
import Crawling

/// The text of the live line: what this run does.
enum ProgressText {
  /// The columns that stay empty: a terminal writes `^C` behind the line, and some wrap a full one.
  private static let columnsFree = 3

  /// Returns as much of the progress as fits into the given number of columns, the most important
  /// parts first.
  static func line(_ progress: CrawlProgress, speed: ProgressRate.Speed, columns: Int) -> String {
    var line = ""
    for part in parts(progress, speed) {
      let longer = line.isEmpty ? part : line + (part.hasPrefix(",") ? "" : "  ") + part
      guard longer.count + columnsFree <= columns else { break }
      line = longer
    }
    return line
  }

  private static func parts(
    _ progress: CrawlProgress, _ speed: ProgressRate.Speed
  ) -> [String] {
    let run = progress.run
    var parts: [String] = []
    if let awaited = progress.awaited {
      let why = awaited.isSilent ? "gives no answer" : "is overloaded"
      parts.append(
        "\(awaited.host) \(why), next try in \(Readable.duration(awaited.pause))")
    }
    if run.done == 0, run.pages == 0, progress.awaited == nil, progress.inFlight <= 1 {
      return parts + ["waiting for the first answer", Readable.duration(progress.elapsed)]
    }
    let rate: String
    switch progress.start.pass {
    case .refresh:
      parts.append("\(checked(progress)) checked")
      parts.append(", \(Readable.number(run.new)) new")
      parts.append(", \(Readable.number(run.changed)) changed")
      rate = "\(number(speed.donePerSecond))/s"
    case .retry:
      parts.append("\(checked(progress)) tried again")
      parts.append(", \(Readable.number(run.stored + run.duplicate)) stored")
      rate = "\(number(speed.donePerSecond))/s"
    case .crawl, .resume:
      let images = Readable.count(run.stored + run.duplicate, "image")
      parts.append(Readable.count(run.pages, "page"))
      parts.append("\(images) \(Readable.bytes(run.bytes))")
      rate = "\(number(speed.imagesPerSecond)) images/s"
    }
    parts.append(Readable.duration(progress.elapsed))
    if let left = timeLeft(progress, speed) {
      // Short times have no decimal: they are not known that well.
      let text = left < .seconds(10) ? "\(left.components.seconds) s" : Readable.duration(left)
      parts.append("about \(text) left")
    }
    if run.failed > 0 { parts.append("\(Readable.number(run.failed)) failed") }
    return parts + [
      rate, "\(Readable.number(progress.waiting)) waiting", "\(progress.inFlight) in flight",
    ]
  }

  private static func checked(_ progress: CrawlProgress) -> String {
    let all = Readable.number(progress.start.addressesWaiting)
    return "\(Readable.number(progress.run.checked)) of \(all)"
  }

  private static func number(_ perSecond: Double) -> String {
    Readable.number(Int(perSecond.rounded()))
  }

  /// The time that the rest takes at the present speed; `nil` if more addresses may be found, or if
  /// the speed is not known yet.
  private static func timeLeft(
    _ progress: CrawlProgress, _ speed: ProgressRate.Speed
  ) -> Duration? {
    let isCounted = progress.start.pass == .refresh || progress.start.pass == .retry
    guard isCounted || progress.documentsLeft == 0, speed.isSteady, speed.donePerSecond > 0 else {
      return nil
    }
    let left = Double(progress.waiting + progress.inFlight) / speed.donePerSecond
    // A longer time is only a guess.
    return left >= 1 && left < 359_999 ? .seconds(left.rounded(.up)) : nil
  }
}
