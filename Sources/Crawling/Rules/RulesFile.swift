import CrawlModel
import Files
import Scheduling

/// The file `.magpie/rules` of an output folder, looked at again and again while a crawl runs.
///
/// Wrong content changes nothing: the rules that held before go on to hold.
struct RulesFile {
  /// The name of the file in the folder `.magpie`.
  static let name = "rules"
  /// How often it is looked at.
  static let pause: Duration = .seconds(1)

  private let folder: Folder
  private var stamp: FileStamp?
  private var holdsRules = false

  /// The file of a folder, which is made with an explanation and no rule when it is absent.
  ///
  /// - Throws: what keeps it from being made.
  init(in folder: Folder) throws(FileError) {
    self.folder = folder
    guard try folder.stamp(of: Self.name) == nil else { return }
    var file = try AtomicFile(Self.name, in: folder)
    let text = Array(Self.explanation.utf8)
    try file.append(text.span)
    try file.commit()
  }

  /// What a look at the file brought.
  enum News {
    /// Other rules hold now; how many there are.
    case rules(QueueRules, count: Int)
    /// The file is no longer of use; the rules that held go on to hold.
    case refused([String])
  }

  /// Looks whether the file has changed; `nil` when it has not.
  mutating func look() -> News? {
    do throws(FileError) {
      let now = try folder.stamp(of: Self.name)
      guard now != stamp else { return nil }
      stamp = now
      let bytes = try folder.contents(of: Self.name, limit: RulesText.sizeLimit)
      let text = RulesText(bytes ?? [])
      guard text.mistakes.isEmpty else { return .refused(words(text.mistakes)) }
      // Of a file without a rule nothing is to be told, unless there were some.
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
    # Rules for what is still waiting. Change this file while the crawl runs: it is read again within
    # a second or two, and what holds then holds for every page and image that was not yet asked for.
    # They come on top of the options on the command line. A line with a mistake is told, and then the
    # rules from before go on to hold.
    #
    # exclude /calendar/              no pages whose address matches (RE2, anywhere in the address)
    # include ^https://example.com/   only pages whose address matches one of these
    # exclude-image /thumbs/          likewise for images
    # include-image \\.jpe?g$
    #
    # delay 2                         seconds between two starts at every host
    # delay example.com 5             at this host; *.example.com for all names below it
    # per-host 3                      transfers at once at every host
    # per-host slow.example.com 1

    """
}
