import CrawlModel

/// Images that look alike, as text.
enum SimilarText {
  static func text(of similar: SimilarImages) -> String {
    var lines: [String] = []
    for group in similar.groups {
      lines += group.map(line)
      lines.append("")
    }
    for reason in SimilarImages.Omission.allCases {
      guard let number = similar.omitted[reason] else { continue }
      lines.append("Not compared: \(Readable.count(number, "image")) \(reason.words).")
    }
    let groups = Readable.count(similar.groups.count, "group")
    let alike = similar.groups.reduce(0) { $0 + $1.count }
    lines.append(
      "\(Readable.count(similar.compared, "image")) compared: "
        + (alike == 0 ? "no two are alike." : "\(Readable.number(alike)) in \(groups) are alike."))
    return lines.map { Readable.line($0) + "\n" }.joined()
  }

  private static func line(_ image: SimilarImages.Image) -> String {
    let number = "\(image.distance)"
    let padding = String(repeating: " ", count: max(0, 3 - number.count))
    let size = "\(image.width ?? 0) × \(image.height ?? 0)"
    return "\(padding)\(number)  \(image.file)  \(size)  \(Readable.bytes(image.bytes))"
  }
}
