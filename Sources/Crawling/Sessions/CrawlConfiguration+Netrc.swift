import Files

extension CrawlConfiguration {
  /// Reads the file with names and passwords, if there is one.
  ///
  /// - Returns: its entries, and a sentence for each thing that the user should know.
  /// - Throws: `CrawlError` if it cannot be read.
  func readNetrc() throws(CrawlError) -> (netrc: Netrc, notes: [String])? {
    guard let path = netrcFile else { return nil }
    let netrc: Netrc
    do throws(FileError) {
      netrc = Netrc(try WholeFile.read(path, atMost: WholeFile.settingsBytes))
    } catch {
      throw CrawlError(.badSetting, error.description)
    }
    var notes = netrc.problems.map { "\(path), \($0); it was left out." }
    if WholeFile.mayBeReadByOthers(path) {
      notes.append(
        "Other users may read the passwords in \(path); 'chmod 600 \(path)' changes that.")
    }
    return (netrc, notes)
  }
}
