import Addressing
import Bytes
import CrawlModel
import DomainNames

/// A `cookies.txt` as browsers' extensions, curl, wget and yt-dlp write it (the Netscape format).
///
/// Each line has seven fields between tabs: domain, whether its subdomains get the cookie, path,
/// whether it is sent over TLS only, the end in seconds since 1970 or 0, name, and value. Lines that
/// begin with `#` are comments, except for `#HttpOnly_` in front of a domain. The format has no
/// `SameSite`: cookies of a file are sent wherever their domain allows, unless the comment
/// ``sameSiteMark`` stands in front.
public struct CookieFile: Sendable {
  /// The first line of a file.
  private static let title = "# Netscape HTTP Cookie File"
  /// The comment in front of a cookie, followed by its `SameSite` value.
  private static let sameSiteMark = "# SameSite="

  let cookies: [Cookie]
  /// For each line that is no cookie, its number and what is wrong with it; without the line, which
  /// may be secret.
  public let problems: [String]
  /// Whether the text is a file of cookies at all.
  public let isCookieFile: Bool

  /// The number of cookies, those that have ended left out.
  public var count: Int { cookies.count }

  /// Reads the text of a file; an empty one has no cookies.
  public init(_ bytes: [UInt8] = []) {
    var cookies: [Cookie] = []
    var problems: [String] = []
    var sameSite = Cookie.SameSite.none
    var hasTitle = false
    let now = Timestamp.now.seconds
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    for (index, line) in start.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).enumerated() {
      let line = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      let isHTTPOnly = line.starts(with: Array("#HttpOnly_".utf8))
      if line.first == UInt8(ascii: "#"), !isHTTPOnly {
        let text = String(decoding: line, as: UTF8.self)
        hasTitle = hasTitle || text.contains("HTTP Cookie File")
        if text.hasPrefix(Self.sameSiteMark) {
          sameSite = Self.rule(text.dropFirst(Self.sameSiteMark.count))
        }
        continue
      }
      guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      do throws(Problem) {
        var cookie = try Self.cookie(isHTTPOnly ? line.dropFirst(10) : line)
        cookie.isHTTPOnly = isHTTPOnly
        cookie.sameSite = sameSite
        if !cookie.isExpired(at: now) { cookies.append(cookie) }
      } catch {
        problems.append("line \(index + 1): \(error.words)")
      }
      sameSite = .none
    }
    self.cookies = cookies
    self.problems = problems
    isCookieFile = hasTitle || !cookies.isEmpty || problems.isEmpty
  }

  private struct Problem: Error {
    let words: String
  }

  private static func cookie(_ line: ArraySlice<UInt8>) throws(Problem) -> Cookie {
    let fields = line.split(separator: 0x09, omittingEmptySubsequences: false)
    // An empty value may have lost its tab.
    guard fields.count == 7 || fields.count == 6 else {
      throw Problem(words: "it has \(fields.count) fields between tabs instead of 7")
    }
    func text(_ index: Int) -> String { String(decoding: fields[index], as: UTF8.self) }
    func flag(_ index: Int) throws(Problem) -> Bool {
      switch text(index).uppercased() {
      case "TRUE": return true
      case "FALSE": return false
      default: throw Problem(words: "field \(index + 1) is neither TRUE nor FALSE")
      }
    }
    let written = text(0).hasPrefix(".") ? String(text(0).dropFirst()) : text(0)
    guard let host = try? WebAddress("http://\(written)/"), host.pathAndQuery == "/",
      host.explicitPort == nil
    else { throw Problem(words: "field 1 is no domain") }
    let isForAll = try flag(1)
    if isForAll, !host.isIPAddress, CookieJar.isPublicSuffix(host.host), host.host.contains(".") {
      throw Problem(words: "'\(host.host)' is a public suffix, below which anybody can have a site")
    }
    guard text(2).hasPrefix("/") else { throw Problem(words: "field 3 is no path") }
    // Some write fractions of a second.
    guard let end = Double(text(4)), end.isFinite, abs(end) < 1e15 else {
      throw Problem(words: "field 5 is no time in seconds since 1970")
    }
    let (name, value) = (Array(fields[5]), fields.count == 7 ? Array(fields[6]) : [])
    guard !name.isEmpty || !value.isEmpty else { throw Problem(words: "the cookie has no name") }
    for byte in name + value where byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: ";") {
      throw Problem(words: "the cookie has a character that cannot be sent")
    }
    guard name.count + value.count <= SetCookie.longestPair else {
      throw Problem(words: "the cookie is longer than \(SetCookie.longestPair) bytes")
    }
    var cookie = Cookie(
      key: Cookie.Key(
        name: name, domain: host.host,
        isHostOnly: !isForAll || CookieJar.isPublicSuffix(host.host), path: text(2)),
      value: value, expiry: end == 0 ? nil : Int64(end))
    cookie.isSecure = try flag(3)
    return cookie
  }

  private static func rule(_ word: Substring) -> Cookie.SameSite {
    switch word {
    case "Strict": .strict
    case "Lax": .lax
    case "unstated": .unstated
    default: .none
    }
  }

  /// The text of a file with these cookies.
  static func text(of cookies: [Cookie]) -> [UInt8] {
    var text = Array("\(title)\n# Written by Magpie. Keep it secret.\n\n".utf8)
    for cookie in cookies {
      switch cookie.sameSite {
      case .none: break
      case .strict: text += Array("\(sameSiteMark)Strict\n".utf8)
      case .lax: text += Array("\(sameSiteMark)Lax\n".utf8)
      case .unstated: text += Array("\(sameSiteMark)unstated\n".utf8)
      }
      let key = cookie.key
      // A tab would end the field.
      guard !(key.name + cookie.value).contains(0x09), !key.path.contains("\t") else { continue }
      let fields = [
        (cookie.isHTTPOnly ? "#HttpOnly_" : "") + (key.isHostOnly ? "" : ".") + key.domain,
        key.isHostOnly ? "FALSE" : "TRUE", key.path, cookie.isSecure ? "TRUE" : "FALSE",
        "\(cookie.expiry ?? 0)",
      ]
      text += Array(fields.joined(separator: "\t").utf8) + [0x09] + key.name + [0x09]
      text += cookie.value + [0x0A]
    }
    return text
  }
}
