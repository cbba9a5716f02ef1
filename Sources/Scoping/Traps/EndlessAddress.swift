public import Addressing
public import CrawlModel

/// Recognises crawler traps by the address alone.
///
/// The limits are more generous than those of other crawlers, because ``TrapWatch`` recognises
/// other traps by the content of their pages. Images are never judged by it.
public enum EndlessAddress {
  /// The maximum length of an address in bytes, as in Heritrix (`UURI.MAX_URL_LENGTH`): an old
  /// browser limit.
  public static let longest = 2_083
  /// The maximum number of path segments, as in Heritrix (`TooManyPathSegmentsDecideRule`).
  public static let deepest = 20
  /// The number of consecutive repetitions of a segment that make a trap; Heritrix
  /// (`PathologicalPathDecideRule`) and Nutch (`regex-urlfilter`) use 3.
  static let repetitions = 4
  /// The same for a group of two to four segments.
  static let groupRepetitions = 3
  static let longestGroup = 4
  /// The same for a parameter with the same value in a query.
  static let parameterRepetitions = 5
  /// The maximum number of labels of a host reached from another host.
  static let mostLabels = 10
  static let labelRepetitions = 3

  /// Returns what is wrong with the address; `nil` if nothing is.
  ///
  /// - Parameters:
  ///   - address: the address of a page.
  ///   - source: a document at another host that links to it; `nil` if the document is at the same
  ///     host, which was already checked.
  ///   - allowedDepth: the maximum number of path segments.
  /// - Returns: the first rule that applies.
  public static func trap(
    at address: WebAddress, from source: WebAddress?, allowedDepth: Int = deepest
  ) -> Trap? {
    let length = address.text.utf8.count
    if length > longest { return Trap(.longAddress, "it has \(length) bytes") }
    return path(address.path, allowedDepth) ?? query(address.query)
      ?? (source.map { $0.host != address.host } == true ? host(address) : nil)
  }

  private static func path(_ path: Substring, _ allowedDepth: Int) -> Trap? {
    let slashes = path.utf8.count { $0 == UInt8(ascii: "/") }
    // Most paths are too short to repeat anything.
    guard slashes >= repetitions else { return nil }
    if slashes > allowedDepth { return Trap(.deepPath, "its path has \(slashes) segments") }
    let segments = path.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).map { Substring($0) }
    guard let run = run(in: segments, single: repetitions) else { return nil }
    return Trap(.repeatingPath, "'\(run.group)' is repeated \(run.times) times in a row")
  }

  private static func query(_ query: Substring?) -> Trap? {
    guard let query,
      query.utf8.count(where: { $0 == UInt8(ascii: "&") }) >= parameterRepetitions - 1
    else { return nil }
    var times: [Substring: Int] = [:]
    for part in query.utf8.split(separator: UInt8(ascii: "&")) {
      let parameter = Substring(part)
      times[parameter, default: 0] += 1
      if times[parameter] == parameterRepetitions, !parameter.utf8.hasSuffix("=") {
        return Trap(.repeatingQuery, "'\(parameter)' is repeated \(parameterRepetitions) times")
      }
    }
    return nil
  }

  private static func host(_ address: WebAddress) -> Trap? {
    guard !address.isIPAddress else { return nil }
    let labels = address.host.utf8.split(separator: UInt8(ascii: ".")).map { Substring($0) }
    if labels.count > mostLabels { return Trap(.deepHost, "its host has \(labels.count) labels") }
    guard let run = run(in: labels, single: labelRepetitions, joinedBy: ".") else { return nil }
    return Trap(.deepHost, "'\(run.group)' is repeated \(run.times) times in a row")
  }

  /// Returns the first group of parts that is repeated too often in a row.
  ///
  /// Numbers are ignored: they repeat in the addresses of map tiles and of dates.
  private static func run(
    in parts: [Substring], single: Int, joinedBy joint: String = "/"
  ) -> (group: String, times: Int)? {
    for size in 1...longestGroup where parts.count >= 2 * size {
      let limit = size == 1 ? single : groupRepetitions
      var equal = 0
      for index in size..<parts.count {
        equal = parts[index] == parts[index - size] ? equal + 1 : 0
        guard equal >= (limit - 1) * size else { continue }
        let group = parts[(index - size + 1)...index]
        guard group.contains(where: { !$0.isNumber }) else { continue }
        return (group.joined(separator: joint), limit)
      }
    }
    return nil
  }
}

extension Substring {
  fileprivate var isNumber: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) } && !isEmpty }
}

extension Substring.UTF8View {
  fileprivate func hasSuffix(_ suffix: StaticString) -> Bool {
    count >= suffix.utf8CodeUnitCount
      && self.suffix(suffix.utf8CodeUnitCount)
        .elementsEqual(suffix.description.utf8)
  }
}
