// Prints what a crawl has recorded, also while it runs:
//   read-records [FOLDER]
import CrawlModel
import Crawling

let folder = try CrawlFolder(CommandLine.arguments.dropFirst().first ?? "birds")

for try await image in folder.images where image.file != nil && image.optOuts.isEmpty {
  let caption = BestCaption(image.found)
  print("\(image.file ?? ""): \(caption?.text ?? "no caption")")
}

var heaviest: PageEntry?
for try await page in folder.pages where (page.imageBytes ?? 0) > (heaviest?.imageBytes ?? 0) {
  heaviest = page
}
if let heaviest {
  print("\(heaviest.address) shows \(heaviest.imageBytes ?? 0) bytes of images")
}
