import Foundation

/// A `site.json`: the folder to serve, and the paths with special behaviour.
struct SiteDescription: Decodable {
  /// The folder of the files, relative to the `site.json`.
  var files: URL?
  var routes: [String: Behaviour]

  private enum Key: CodingKey {
    case root, routes
  }

  /// Reads `folder/site.json`; without one, the folder itself is served.
  init(folder: URL) throws {
    let file = folder.appending(path: "site.json")
    guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else {
      files = folder
      routes = [:]
      return
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(contentsOf: file))
    } catch {
      throw LoopbackError("reading \(file.path(percentEncoded: false)): \(error)")
    }
    files = folder.appending(path: files?.relativePath ?? ".")
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    files = URL(filePath: try container.decodeIfPresent(String.self, forKey: .root) ?? ".")
    let described = try container.decodeIfPresent(
      [String: DescribedBehaviour].self, forKey: .routes)
    routes = (described ?? [:]).mapValues(\.behaviour)
  }
}

/// A behaviour in `site.json`: an object with its name in `do`.
private struct DescribedBehaviour: Decodable {
  let behaviour: Behaviour

  private enum Key: String, CodingKey {
    case name = "do"
    case file, text, type, status, retryAfter, location, missing, extra, bytes, milliseconds
    case headers, times, with, then
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    func text(_ key: Key) throws -> String { try container.decode(String.self, forKey: key) }
    func number(_ key: Key, _ standard: Int? = nil) throws -> Int {
      if let standard, !container.contains(key) { return standard }
      return try container.decode(Int.self, forKey: key)
    }
    func time() throws -> Duration { .milliseconds(try number(.milliseconds)) }
    func nested(_ key: Key, _ standard: Behaviour) throws -> Behaviour {
      try container.decodeIfPresent(DescribedBehaviour.self, forKey: key)?.behaviour ?? standard
    }
    let type = try container.decodeIfPresent(String.self, forKey: .type)
    var content = Content.requested
    if container.contains(.file) {
      content = .file(try text(.file))
    } else if container.contains(.text) {
      content = .text(try text(.text), type: type ?? "text/html; charset=utf-8")
    }
    let bodyType = type ?? "application/octet-stream"

    let name = try container.decodeIfPresent(String.self, forKey: .name) ?? "serve"
    switch name {
    case "serve": behaviour = type.map { .wrongType($0, content) } ?? .serve(content)
    case "template": behaviour = .template(content)
    case "wrongType": behaviour = .wrongType(try text(.type), content)
    case "gzip": behaviour = .gzip(content)
    case "gzipBomb": behaviour = .gzipBomb(bytes: try number(.bytes), type: bodyType)
    case "chunked": behaviour = .chunked(content)
    case "emptyBody": behaviour = .emptyBody(type: bodyType)
    case "big": behaviour = .big(bytes: try number(.bytes), type: bodyType)
    case "status":
      behaviour = .status(
        try number(.status),
        retryAfter: try container.decodeIfPresent(String.self, forKey: .retryAfter))
    case "redirect":
      behaviour = .redirect(status: try number(.status, 302), to: try text(.location))
    case "loop": behaviour = .loop
    case "drop": behaviour = .drop
    case "reset": behaviour = .reset
    case "partial": behaviour = .partial(content, missing: try number(.missing))
    case "overlong": behaviour = .overlong(content, extra: try number(.extra))
    case "chunkedTruncated": behaviour = .chunkedTruncated(content)
    case "badHeader": behaviour = .badHeader(content)
    case "hugeHeader": behaviour = .hugeHeader(bytes: try number(.bytes), content)
    case "endlessHeaders": behaviour = .endlessHeaders
    case "nulBytes": behaviour = .nulBytes(content)
    case "endlessBody": behaviour = .endlessBody(type: bodyType)
    case "slowBody":
      behaviour = .slowBody(content, bytes: try number(.bytes), pause: try time())
    case "hang": behaviour = .hang
    case "hangAfterHeaders": behaviour = .hangAfterHeaders(content)
    case "delay": behaviour = .delay(try time(), then: try nested(.then, .serve(content)))
    case "withHeaders":
      behaviour = .withHeaders(
        try container.decode([String: String].self, forKey: .headers),
        then: try nested(.then, .serve(content)))
    case "failTimes":
      behaviour = .failTimes(
        try number(.times), with: try nested(.with, .status(503)),
        then: try nested(.then, .serve(content)))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .name, in: container, debugDescription: "there is no behaviour named \(name)")
    }
  }
}
