import Bytes
import CrawlModel

/// The record of a sample in a data set: the columns of the exported table, without the places.
///
/// Loaders derive one type for each field from the first samples, so all values are plain, and none
/// is absent.
enum DatasetRecord {
  /// Writes a sample of `webdataset`, with the names that img2dataset gives to its fields.
  static func writeSample(_ entry: ManifestEntry, key: String, to json: inout JSONWriter) {
    json.object { record in
      record.member("key", key)
      write(entry, to: &record, renaming: ["status": "outcome"])
      record.member("status", "success")
      record.member("original_width", entry.width ?? 0)
      record.member("original_height", entry.height ?? 0)
    }
  }

  /// Writes a row of `metadata.jsonl`, as `datasets` reads it.
  static func writeRow(_ entry: ManifestEntry, file: String, to json: inout JSONWriter) {
    json.object { record in
      record.member("file_name", file)
      write(entry, to: &record, renaming: [:])
    }
  }

  private static func write(
    _ entry: ManifestEntry, to record: inout JSONObject, renaming names: [String: String]
  ) {
    let row = ImageTable.Row(entry)
    for column in ImageTable.columns {
      let name = names["\(column.name)"] ?? "\(column.name)"
      switch column.value(row) {
      case .text(let text): record.member(named: name, text ?? "")
      case .number(let number): record.member(named: name, number ?? 0)
      case .flag(let flag): record.member(named: name, flag ?? false)
      }
    }
  }
}
