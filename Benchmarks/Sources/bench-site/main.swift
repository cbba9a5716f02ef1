// Writes a website for measurements: `bench-site FOLDER PAGES IMAGES`. The same numbers give the same
// site. Every page leads to every other one over at most a few links; every image is a PNG of 20 to
// 60 kB with bytes of its own, and stands on one page in one of the ways in which pages show images.
import Foundation

/// Numbers that look like chance and are the same in every run (SplitMix64; Steele, Lea and Flood,
/// "Fast Splittable Pseudorandom Number Generators", 2014).
struct Numbers: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

struct Site {
  let pages: Int
  let images: Int
  private let words = """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore \
    et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi
    """.split(separator: " ").map(String.init)

  /// The page of a number; the first is the seed.
  func page(_ number: Int) -> String {
    var numbers = Numbers(state: UInt64(number))
    var page = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Page \(number)</title>
      <link rel="stylesheet" href="/style.css"><link rel="icon" href="/icon.png">
      \(head(number))</head><body class="page">
      <nav class="main-navigation"><ul>\n
      """
    for entry in 0..<30 where entry < pages {
      page +=
        "<li class=\"item item-\(entry)\"><a href=\"\(path(entry))\">Section \(entry)</a></li>\n"
    }
    page += "</ul></nav>\n<main id=\"content\">\n"
    for child in [2 * number + 1, 2 * number + 2] where child < pages {
      page += "<p class=\"child\"><a href=\"\(path(child))\" rel=\"child\">On to \(child)</a></p>\n"
    }
    for image in stride(from: number, to: images, by: pages) { page += show(image) }
    // 10 to 40 kB, most of it text.
    let paragraphs = Int.random(in: 40...140, using: &numbers)
    for paragraph in 0..<paragraphs {
      page += "<p class=\"text\">"
      for _ in 0..<Int.random(in: 15...45, using: &numbers) {
        page += words.randomElement(using: &numbers) ?? ""
        page += " "
      }
      if paragraph % 2 == 0 {
        let target = Int.random(in: 0..<pages, using: &numbers)
        page += "<a href=\"\(path(target))\">see page \(target)</a>."
      }
      page += "</p>\n"
    }
    return page + "</main><footer>&copy; \(number)</footer></body></html>\n"
  }

  private func path(_ page: Int) -> String { page == 0 ? "/" : "/p/\(page / 100)/\(page).html" }

  func imagePath(_ image: Int) -> String { "/img/\(image / 100)/\(image).png" }

  private func head(_ number: Int) -> String {
    let image = number
    guard image < images, way(image) == 9 else { return "" }
    return "<meta property=\"og:image\" content=\"\(imagePath(image))\">\n"
  }

  private func way(_ image: Int) -> Int { image * 7 % 10 }

  private func show(_ image: Int) -> String {
    let source = imagePath(image)
    let text = "alt=\"Picture \(image)\""
    switch way(image) {
    case 0...5:
      return
        "<figure><img src=\"\(source)\" \(text)><figcaption>No. \(image)</figcaption></figure>\n"
    case 6: return "<img srcset=\"\(source) 2x\" \(text)>\n"
    case 7: return "<img data-src=\"\(source)\" class=\"lazyload\" \(text)>\n"
    case 8: return "<div style=\"background-image: url('\(source)')\"></div>\n"
    default: return image < pages ? "" : "<video poster=\"\(source)\"></video>\n"
    }
  }

  /// A PNG that says a size and holds noise; its check sums are zero, which nobody here looks at.
  func image(_ number: Int) -> Data {
    var numbers = Numbers(state: UInt64(number) ^ 0xA5A5_A5A5)
    var data = Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    data += chunk("IHDR", bigEndian(640) + bigEndian(480) + Data([8, 2, 0, 0, 0]))
    var noise = Data(capacity: 60_008)
    let length = Int.random(in: 20_000...60_000, using: &numbers)
    while noise.count < length {
      let number = numbers.next()
      for shift in stride(from: 0, to: 64, by: 8) {
        noise.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
      }
    }
    data += chunk("IDAT", noise.prefix(length))
    return data + chunk("IEND", Data())
  }

  private func chunk(_ type: String, _ content: Data) -> Data {
    bigEndian(content.count) + Data(type.utf8) + content + Data(count: 4)
  }

  private func bigEndian(_ number: Int) -> Data {
    Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
  }
}

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 3, let folder = arguments.first,
  let pages = Int(arguments[arguments.startIndex + 1]), pages > 0,
  let images = Int(arguments[arguments.startIndex + 2]), images >= 0
else {
  FileHandle.standardError.write(Data("usage: bench-site FOLDER PAGES IMAGES\n".utf8))
  exit(64)
}
let site = Site(pages: pages, images: images)
let root = URL(filePath: folder, directoryHint: .isDirectory)
for part in ["p", "img"] {
  for hundred in 0...max(pages, images) / 100 {
    try FileManager.default.createDirectory(
      at: root.appending(path: "\(part)/\(hundred)"), withIntermediateDirectories: true)
  }
}
for page in 0..<pages {
  let path = page == 0 ? "index.html" : "p/\(page / 100)/\(page).html"
  try Data(site.page(page).utf8).write(to: root.appending(path: path))
}
for image in 0..<images {
  try site.image(image).write(to: root.appending(path: String(site.imagePath(image).dropFirst())))
}
try site.image(images).write(to: root.appending(path: "icon.png"))
try Data("body { background: url(/icon.png) }\n".utf8).write(to: root.appending(path: "style.css"))
