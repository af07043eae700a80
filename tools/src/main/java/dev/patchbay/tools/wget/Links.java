package dev.patchbay.tools.wget;

import dev.patchbay.tools.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a page of HTML leads.
final class Links {
  private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("<([A-Za-z]+)\\s([^>]*)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([A-Za-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))");
  private static final Set<String> SHOWN =
      Set.of(
          "img src",
          "script src",
          "frame src",
          "iframe src",
          "embed src",
          "input src",
          "body background",
          "table background",
          "td background",
          "object data");
  private static final Set<String> FOLLOWED = Set.of("a href", "area href", "link href");

  /// One of them; `isShown` says that the page is not whole without it.
  record Link(Url url, boolean isShown) {}

  private Links() {}

  /// Those of a page that came from there, in its order.
  static List<Link> of(String page, Url from) {
    List<Link> links = new ArrayList<>();
    Matcher tag = TAG.matcher(COMMENT.matcher(page).replaceAll(""));
    while (tag.find()) {
      String name = tag.group(1).toLowerCase(Locale.ROOT);
      boolean style =
          name.equals("link") && tag.group(2).matches("(?i).*\\brel\\s*=.*(stylesheet|icon).*");
      Matcher attribute = ATTRIBUTE.matcher(tag.group(2));
      while (attribute.find()) {
        String key = name + " " + attribute.group(1).toLowerCase(Locale.ROOT);
        boolean shown = SHOWN.contains(key) || (style && key.equals("link href"));
        Url url = shown || FOLLOWED.contains(key) ? url(attribute, from) : null;
        if (url != null && url.scheme().equals("http")) {
          links.add(new Link(url.withoutDots(), shown));
        }
      }
    }
    return links;
  }

  private static @Nullable Url url(Matcher attribute, Url from) {
    String text = attribute.group(2) != null ? attribute.group(2) : attribute.group(3);
    text = text != null ? text : attribute.group(4);
    String plain = text.strip().replaceFirst("#.*", "");
    boolean leads = !plain.isEmpty() && !plain.matches("(?i)(mailto|javascript|data|tel):.*");
    return leads ? from.resolve(plain) : null;
  }
}
