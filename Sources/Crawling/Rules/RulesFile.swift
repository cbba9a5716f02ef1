import CrawlModel
import Files
import Scheduling

/// The file `.magpie/rules` of an output folder, checked regularly while a crawl runs.
///
/// Invalid content changes nothing: the previous rules stay in force.
struct RulesFile {
  /// The name of the file in the folder `.magpie`.
  static let name = "rules"
  /// The time between two checks.
  static let pause: Duration = .seconds(1)

  private let folder: Folder
  private var stamp: FileStamp?
  private var holdsRules = false

  /// Opens the file of a folder; creates it with an explanation and no rules if it does not exist.
  ///
  /// - Throws: the error that prevented creating it.
  init(in folder: Folder) throws(FileError) {
    self.folder = folder
    guard try folder.stamp(of: Self.name) == nil else { return }
    var file = try AtomicFile(Self.name, in: folder)
    let text = Array(Self.explanation.utf8)
    try file.append(text.span)
    try file.commit()
  }

  /// Whether a folder has the file with anything else than the explanation.
  static func isEdited(in folder: Folder) throws(FileError) -> Bool {
    let text = Array(explanation.utf8)
    return try folder.contents(of: name, limit: text.count + 1).map { $0 != text } ?? false
  }

  /// Removes the file of a folder if it has nothing but the explanation.
  static func removeUnlessEdited(in folder: Folder) throws(FileError) {
    guard try folder.kind(of: name) != nil, try !isEdited(in: folder) else { return }
    try folder.remove(name)
  }

  /// The result of a check that found a change.
  enum News {
    /// New rules are in force, and the number of them.
    case rules(QueueRules, count: Int)
    /// The file is invalid or cannot be read; the previous rules stay in force.
    case refused([String])
  }

  /// Checks whether the file has changed; returns `nil` if it has not.
  mutating func look() -> News? {
    do throws(FileError) {
      let now = try folder.stamp(of: Self.name)
      guard now != stamp else { return nil }
      stamp = now
      let bytes = try folder.contents(of: Self.name, limit: RulesText.sizeLimit)
      let text = RulesText(bytes ?? [])
      guard text.mistakes.isEmpty else { return .refused(words(text.mistakes)) }
      // A file without rules is reported only if there were rules before.
      guard text.count > 0 || holdsRules else { return nil }
      holdsRules = text.count > 0
      return .rules(text.queueRules, count: text.count)
    } catch {
      return .refused([error.description])
    }
  }

  private func words(_ mistakes: [RulesText.Mistake]) -> [String] {
    let told = mistakes.prefix(RulesText.mistakesTold).map { mistake in
      "\(folder.path)/\(Self.name):\(mistake.line): \(mistake.words)"
    }
    let rest = mistakes.count - told.count
    return told + (rest > 0 ? ["and \(rest) more mistakes"] : [])
  }

  private static let explanation = """
    # Rules for pages and images that wait. Magpie reads this file again within two seconds of a
    # change, while the crawl runs. The rules apply in addition to the options of the command line,
    # and only to what has not been requested yet. If a line has a mistake, Magpie reports it and
    # keeps the previous rules.
    #
    # exclude /calendar/              skip pages whose address matches (RE2, anywhere in it)
    # include ^https://example.com/   follow only pages whose address matches one of these
    # exclude-image /thumbs/          the same for images
    # include-image \\.jpe?g$
    #
    # delay 2                         seconds between two requests at every host
    # delay example.com 5             at one host; *.example.com for all of its subdomains
    # per-host 3                      simultaneous transfers at every host
    # per-host slow.example.com 1

    """
}
