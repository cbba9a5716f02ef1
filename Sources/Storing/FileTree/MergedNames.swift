/// Names for the files of several folders in one: each keeps its path unless another content has it.
///
/// Names that differ only in case count as the same, as in ``FileTree``.
public struct MergedNames {
  private var taken: Set<Int> = []

  /// Makes an empty list of names.
  public init() {}

  /// Returns the path of a file, which nothing else gets after that.
  ///
  /// - Parameters:
  ///   - file: its path so far, as in ``StoredImage/file``.
  ///   - digest: the digest of its bytes, 64 hexadecimal digits; different for each call.
  /// - Returns: the path, or one with a part of the digest in its name.
  public mutating func path(for file: String, _ digest: String) -> String {
    if taken.insert(file.nameKey).inserted { return file }
    let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { file.utf8.index(after: $0) }
    let (folder, name) = (file[..<(slash ?? file.startIndex)], file[(slash ?? file.startIndex)...])
    let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
    for mark in [digest.prefix(8), digest[...]] {
      let ending = "~\(mark)\(name[dot...])"
      let room =
        min(SafeName.lengthLimit, NamePlan.pathLimit - folder.utf8.count) - ending.utf8.count
      let path =
        "\(folder)\(SafeName.cut(String(name[..<dot]), to: max(1, room)))\(ending)"
      if taken.insert(path.nameKey).inserted { return path }
    }
    // The digest alone; no two contents have the same.
    let path = "\(FileTree.folderName)/\(digest)\(name[dot...])"
    taken.insert(path.nameKey)
    return path
  }
}
