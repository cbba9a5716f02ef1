/// The forms in which the records of images can be exported.
public enum ExportFormat: String, Sendable, CaseIterable {
  /// One JSON object per line, as in `images.jsonl`.
  case jsonl
  /// A table (RFC 4180) with a header line.
  case csv
  /// The addresses of the images that are stored, one per line.
  case urls
}
