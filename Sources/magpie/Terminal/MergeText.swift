import CrawlModel

/// The text of a merge for people.
enum MergeText {
  /// What the new folder has.
  static func text(of merge: FolderMerge, _ target: String) -> String {
    let images = merge.images
    let here = images.taken + images.duplicate + images.unchanged
    var text =
      "\(target): \(Readable.count(here, "image")) (\(Readable.bytes(merge.bytes))) from "
      + "\(Readable.count(merge.pages.taken, "page"))"
    if merge.waiting > 0 {
      text += "; \(Readable.count(merge.waiting, "address", "addresses")) not done yet"
    }
    return text + ".\n"
  }

  /// What is missing.
  static func notes(of merge: FolderMerge, _ target: String) -> [String] {
    var notes = merge.notes
    if !merge.missingNodes.isEmpty {
      notes.append(
        "Missing, since nodes of this crawl have other folders: "
          + "\(merge.missingNodes.joined(separator: ", ")).")
    }
    if merge.unknownAddresses > 0 {
      notes.append(
        "\(Readable.count(merge.unknownAddresses, "address", "addresses")) of the crawl are in none "
          + "of the folders: that of a node is missing, or an old copy.")
    }
    if merge.lostFiles > 0 {
      notes.append(
        "\(Readable.count(merge.lostFiles, "file")) of the nodes are missing or damaged; "
          + "'magpie resume \(ShellWord.quoted(target))' fetches them again.")
    }
    return notes
  }
}
