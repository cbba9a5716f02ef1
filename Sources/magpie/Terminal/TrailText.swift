import CrawlModel
import Crawling

/// What happened to an address, as text.
enum TrailText {
  /// The maximum number of other places listed.
  static let placesListed = 20

  static func text(of trail: Trail, _ address: String) -> String {
    var lines = [address, "  \(trail.kind), \(outcome(trail))"]
    if let reason = trail.reason { lines.append("    \(reason.sentence)") }
    if let note = trail.note { lines.append("    \(note)") }
    lines += trail.optOuts.map { "    opt-out: \($0.sentence)" }
    if let content = trail.content {
      lines.append(
        "    \(content.file), \(content.facts.format.rawValue), \(Readable.bytes(content.bytes))")
      lines.append("    sha256 \(content.sha256)")
    }
    if let status = trail.httpStatus {
      lines.append("    HTTP status \(status)\(trail.fetchedAt.map { " at \($0)" } ?? "")")
    }
    if let target = trail.finalURL { lines.append("    redirected to \(target)") }
    if let place = trail.movedTo { lines.append("    the same bytes are now at \(place)") }
    lines.append("  path from the seed")
    lines += trail.way.map { step in
      step.via.map { "    \($0)  \(step.url)" } ?? "    seed  \(step.url)"
    }
    lines += places(trail)
    if !trail.attempts.isEmpty {
      lines.append("  earlier requests")
      lines += trail.attempts.flatMap { attempt in
        let what = attempt.fault?.rawValue ?? words(forStatus: attempt.httpStatus)
        let status = attempt.httpStatus.map { " \($0)" } ?? ""
        return ["    \(attempt.at)  \(what)\(status)  \(attempt.url)"]
          + (attempt.detail.map { ["      \($0)"] } ?? [])
      }
    }
    // A text from a page must not look like a line of this one.
    return lines.map { Readable.line($0) + "\n" }.joined()
  }

  /// Why a request without a failure did not end its job.
  private static func words(forStatus status: Int?) -> String {
    switch status {
    case 304: "unchanged, but the stored file is missing"
    case 206, 412, 416: "a condition or a range was refused"
    default: "redirect"
    }
  }

  private static func outcome(_ trail: Trail) -> String {
    let why = trail.reason.map { " (\($0.word))" } ?? ""
    guard !trail.wasRequested, trail.reason != nil else { return trail.status + why }
    return (trail.status == "skipped" ? "skipped by a rule" : trail.status) + why
      + "; not requested"
  }

  private static func places(_ trail: Trail) -> [String] {
    guard !trail.places.isEmpty else { return [] }
    let listed = trail.places.prefix(placesListed).map { place in
      "    \(place.via)  \(place.page)\(place.alt.map { "  \"\($0)\"" } ?? "")"
    }
    let rest = trail.placeCount - listed.count
    return ["  found at"] + listed + (rest > 0 ? ["    and \(Readable.number(rest)) more"] : [])
  }
}
