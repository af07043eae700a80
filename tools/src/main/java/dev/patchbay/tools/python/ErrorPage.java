package dev.patchbay.tools.python;

import dev.patchbay.tools.http.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a browser is shown when a request cannot be answered.
record ErrorPage(int status, String reason) {
  private static final Map<Integer, String> EXPLAINED =
      Map.of(
          400, "Bad request syntax or unsupported method",
          404, "Nothing matches the given URI",
          414, "URI is too long",
          431,
              "The server is unwilling to process the request because its header fields are too"
                  + " large",
          501, "Server does not support this operation",
          505, "Cannot fulfill request");

  byte[] body() {
    String explained = EXPLAINED.getOrDefault(status, "");
    String text =
        """
        <!DOCTYPE HTML>
        <html lang="en">
            <head>
                <meta charset="utf-8">
                <title>Error response</title>
            </head>
            <body>
                <h1>Error response</h1>
                <p>Error code: %d</p>
                <p>Message: %s.</p>
                <p>Error code explanation: %s - %s.</p>
            </body>
        </html>
        """
            .formatted(status, escape(reason), status, explained);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  Answer answer() {
    Fields fields = new Fields();
    fields.add("Connection", "close");
    fields.add("Content-Type", "text/html;charset=utf-8");
    fields.add("Content-Length", Integer.toString(body().length));
    return new Answer(status, reason, fields, body());
  }

  /// The text as it may stand between tags.
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
