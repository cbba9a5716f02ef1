import TestSupport

/// A site of a few hundred pages and images with difficult cases: images shared by many pages, the
/// same bytes at several addresses, redirects, link cycles, failures.
enum MazeSite {
  static let pages = 100

  /// Serves the site.
  ///
  /// - Parameter padding: the number of additional bytes in each image.
  /// - Returns: the site, which stops when it is released.
  /// - Throws: the error that prevents it from listening.
  static func serve(padding: Int = 0) throws -> LoopbackSite {
    var routes: [String: Behaviour] = [:]
    func image(_ path: String, _ name: String) -> String {
      routes[path] = .bytes(Picture.png(name, padding: padding), type: "image/png")
      return path
    }
    for number in 0..<pages {
      var images = [
        image("/img/\(number).png", "own \(number)"),
        image("/shared/\(number % 17).png", "shared \(number % 17)"),
        image("/copy/\(number).png", "copy \(number % 11)"),
      ]
      var links = [2 * number + 1, 2 * number + 2].filter { $0 < pages }.map(path)
      links.append(path((number * 7 + 3) % pages))
      if number.isMultiple(of: 13) { images.append("/lost/\(number).png") }
      if number.isMultiple(of: 19) {
        images.append("/hop/\(number).png")
        routes["/hop/\(number).png"] = .redirect(to: image("/end/\(number).png", "end \(number)"))
      }
      if number % 20 == 5 {
        links.append("/moved/\(number)")
        routes["/moved/\(number)"] = .redirect(status: 301, to: path((number * 3 + 1) % pages))
      }
      if number == 7 { links.append("/missing") }
      routes[path(number)] = .page(images: images, links: links)
    }
    return try LoopbackSite(routes: routes)
  }

  private static func path(_ page: Int) -> String { page == 0 ? "/" : "/p/\(page)" }
}
