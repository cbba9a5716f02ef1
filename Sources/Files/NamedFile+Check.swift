extension NamedFile {
  /// Checks whether a file could be written, without changing anything under its name.
  ///
  /// What is no regular file is not opened, except that a folder is refused.
  ///
  /// - Parameter path: the file.
  /// - Throws: the error that would prevent writing.
  public static func check(writing path: String) throws(FileError) {
    let (folder, name) = try place(of: path)
    let kind = name.isEmpty ? .folder : try folder.kind(of: name)
    switch kind {
    case nil, .file: try AtomicFile(name, in: folder, isNameless: true).discard()
    case .folder: throw FileError(code: .notAFile, operation: "write", path: path)
    case .symbolicLink, .other: break
    }
  }
}
