import CrawlModel

/// What an export wrote and left out, in words.
enum ExportText {
  /// The line for what was written.
  static func written(_ counts: ExportCounts, as format: ExportFormat, _ path: String) -> String {
    let what =
      switch format {
      case .jsonl, .csv, .urls: Readable.count(counts.records, "record")
      case .zip, .imagefolder: Readable.count(counts.records, "image")
      case .wacz:
        Readable.count(counts.records, "answer") + " in "
          + Readable.count(counts.files, "WARC file")
      case .webdataset:
        Readable.count(counts.records, "image") + " in " + Readable.count(counts.files, "shard")
      }
    return "\(what) written to \(path)."
  }

  /// A line for each reason to leave something out.
  static func leftOut(_ counts: ExportCounts) -> [String] {
    var lines: [String] = []
    if counts.unlisted > 0 {
      lines.append(
        "\(Readable.count(counts.unlisted, "answer")) of another program not in the index: the address "
          + "or the date cannot be read.")
    }
    return lines
      + ExportCounts.Omission.allCases.compactMap { omission in
        guard let count = counts.leftOut[omission] else { return nil }
        let action = omission == .changed ? " Run magpie verify to see which." : ""
        return "\(Readable.count(count, "image")) left out: \(omission.phrase).\(action)"
      }
  }
}
