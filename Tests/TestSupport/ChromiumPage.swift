public import Foundation

/// A tab of a ``Chromium``.
public final class ChromiumPage {
  private let browser: Chromium
  private let session: String

  init(_ browser: Chromium, _ session: String) {
    self.browser = browser
    self.session = session
  }

  /// Calls a method of the DevTools protocol.
  @discardableResult
  public func call(
    _ method: String, _ parameters: Chromium.Message = [:]
  ) throws -> Chromium.Message {
    try browser.call(method, parameters, session: session)
  }

  /// Opens an address and waits until it is loaded.
  public func open(_ address: String) throws {
    try call("Page.navigate", ["url": address])
    // Without scripts a page cannot wait, so that it is asked until it is loaded.
    while try value("document.readyState === 'complete'") != true {}
  }

  /// Opens a file, with a fragment.
  public func open(_ file: URL, fragment: String = "") throws {
    try open(file.absoluteString + fragment)
  }

  /// Evaluates an expression in the page; a promise is awaited.
  ///
  /// - Returns: its value; `nil` for `undefined`, `null` and what is not the type.
  @discardableResult
  public func value<Value>(_ expression: String, as: Value.Type = Value.self) throws -> Value? {
    let answer = try call(
      "Runtime.evaluate",
      ["expression": expression, "awaitPromise": true, "returnByValue": true])
    if let details = answer["exceptionDetails"] {
      throw Chromium.Failure(description: "\(expression): \(details)")
    }
    return (answer["result"] as? Chromium.Message)?["value"] as? Value
  }

  /// Runs a statement in the page.
  public func run(_ statement: String) throws {
    try value("(() => { \(statement) })(); 0", as: Int.self)
  }

  /// Waits until an expression is true, at most a minute.
  public func wait(for condition: String) throws {
    let promise = """
      new Promise((done, fail) => {
        const look = () => (\(condition)) ? done(true)
          : performance.now() > end ? fail("waited too long") : setTimeout(look, 5);
        const end = performance.now() + 60_000;
        look();
      })
      """
    try value(promise, as: Bool.self)
  }

  /// Presses a key, by its name in the standard (UI Events KeyboardEvent key Values).
  public func press(_ key: String) throws {
    let codes = [
      "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Enter": 13, "Escape": 27,
      "Tab": 9, "Home": 36, "End": 35,
    ]
    var event: Chromium.Message = [
      "type": "keyDown", "key": key, "code": key, "windowsVirtualKeyCode": codes[key] ?? 0,
    ]
    if key == "Enter" { event["text"] = "\r" }
    try call("Input.dispatchKeyEvent", event)
    event["type"] = "keyUp"
    event["text"] = nil
    try call("Input.dispatchKeyEvent", event)
  }

  /// Puts a finger on the first point, moves it over the others and lifts it.
  public func touch(_ points: (x: Int, y: Int)...) throws {
    for (index, point) in points.enumerated() {
      try call(
        "Input.dispatchTouchEvent",
        [
          "type": index == 0 ? "touchStart" : "touchMove",
          "touchPoints": [["x": point.x, "y": point.y]],
        ])
    }
    try call("Input.dispatchTouchEvent", ["type": "touchEnd", "touchPoints": [Any]()])
  }

  /// What scripts threw, and what the page was not allowed to load or could not.
  public var faults: [String] {
    browser.events.filter { $0["sessionId"] as? String == session }.compactMap { event in
      let details = event["params"] as? Chromium.Message ?? [:]
      switch event["method"] as? String {
      case "Runtime.exceptionThrown": return "\(details["exceptionDetails"] ?? "")"
      case "Log.entryAdded":
        let entry = details["entry"] as? Chromium.Message ?? [:]
        return entry["level"] as? String == "error"
          ? "\(entry["text"] ?? "") \(entry["url"] ?? "")" : nil
      default: return nil
      }
    }
  }
}
