package dev.patchbay.tools.wget;

import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.tools.http.Url;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A page and where it leads, on one host: level by level (`-r`), or what it shows (`-p`).
final class Tree {
  private final Process process;
  private final Options options;
  private final Log log;
  private final Connector connector;
  private final Totals totals;
  private final Url root;
  private final ArrayDeque<Step> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private List<String> forbidden = List.of();
  private int status;

  private record Step(Url url, int depth) {}

  Tree(Process process, Options options, Log log, Connector connector, Totals totals, Url root) {
    this.process = process;
    this.options = options;
    this.log = log;
    this.connector = connector;
    this.totals = totals;
    this.root = root;
  }

  /// Fetches it all; returns the exit status.
  int run() throws FileException {
    add(root, 0);
    Step step = waiting.poll();
    while (step != null && !totals.exceed(options.quota)) {
      if (step.depth() > 0 && options.wait > 0) {
        process.sleep(options.wait);
      }
      visit(step);
      step = waiting.poll();
    }
    return status;
  }

  private void add(Url url, int depth) {
    if (known.add(url.text())) {
      waiting.add(new Step(url, depth));
    }
  }

  private void visit(Step step) throws FileException {
    Fetch fetch = new Fetch(process, options, log, connector, totals, step.url());
    int one = fetch.run();
    status = status == 0 || (one != 0 && one < status) ? one : status;
    String file = fetch.saved();
    if (file == null) {
      return;
    }
    boolean leaf = step.depth() >= options.depth();
    if (fetch.isHtml() && (!leaf || options.requisites)) {
      follow(step, leaf, file);
    }
    if (!isWanted(file)) {
      log.verbose("Removing " + file + " since it should be rejected.\n\n");
      process.files().remove(Files.absolute(process.directory(), file));
    }
  }

  private void follow(Step step, boolean leaf, String file) throws FileException {
    if (step.depth() == 0) {
      askForRules();
    }
    byte[] page = process.files().read(Files.absolute(process.directory(), file));
    String text = new String(page, StandardCharsets.ISO_8859_1);
    for (Links.Link link : Links.of(text, step.url())) {
      if ((link.isShown() || !leaf) && mayFollow(link, step.depth() + 1)) {
        add(link.url(), step.depth() + 1);
      }
    }
  }

  private boolean mayFollow(Links.Link link, int depth) {
    Url url = link.url();
    String folder = root.path().substring(0, root.path().lastIndexOf('/') + 1);
    boolean below = !options.noParent || url.path().startsWith(folder);
    boolean leads = url.fileName().matches("|.*\\.[xs]?html?") && depth < options.depth();
    return url.place().equals(root.place())
        && (below || (link.isShown() && options.requisites))
        && (leads || isWanted(url.fileName()))
        && forbidden.stream().noneMatch(url.path()::startsWith);
  }

  /// Whether the name has one of the endings that are wanted, and none that is not (`-A`, `-R`).
  private boolean isWanted(String file) {
    boolean accepted =
        options.accepted.isEmpty() || options.accepted.stream().anyMatch(file::endsWith);
    return accepted && options.rejected.stream().noneMatch(file::endsWith);
  }

  /// The host may say what is not for programs (`robots.txt`).
  private void askForRules() throws FileException {
    Url url = root.withPath("/robots.txt").withQuery("");
    known.add(url.text());
    log.verbose("Loading robots.txt; please ignore errors.\n");
    Fetch fetch = new Fetch(process, options, log, connector, totals, url);
    int _ = fetch.run();
    String file = fetch.saved();
    if (file != null) {
      byte[] rules = process.files().read(Files.absolute(process.directory(), file));
      forbidden = Rules.forbidden(new String(rules, StandardCharsets.ISO_8859_1));
    }
  }
}
