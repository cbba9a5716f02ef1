import Files

/// The whole files of an archive: those that no run is writing.
enum WholeArchive {
  /// Returns the folder of the archive; `nil` if there is none.
  static func folder(in output: Folder) throws(FileError) -> Folder? {
    guard try output.kind(of: Archive.folderName) != nil else { return nil }
    return try output.folder(Archive.folderName)
  }

  /// Returns the names of the files, in their order.
  static func names(in output: Folder) throws(FileError) -> [String] {
    guard let folder = try folder(in: output) else { return [] }
    var names: [String] = []
    for name in try folder.names().sorted() where name.hasSuffix(".warc.gz") {
      if try folder.kind(of: name) == .file { names.append(name) }
    }
    return names
  }
}
