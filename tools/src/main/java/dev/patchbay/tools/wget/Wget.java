package dev.patchbay.tools.wget;

import dev.patchbay.core.Command;
import dev.patchbay.core.Killed;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
import dev.patchbay.core.file.OpenFile;
import dev.patchbay.core.file.OpenMode;
import dev.patchbay.core.text.Args;
import dev.patchbay.core.text.CommandException;
import dev.patchbay.tools.http.Url;
import dev.patchbay.tools.iproute.HelpText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// `wget [OPTION]... [URL]...`.
public final class Wget implements Command {
  @Override
  public int run(Process process, Args args) throws FileException {
    Options options = Options.read(process, args.rest());
    if (!options.text.isEmpty()) {
      process.out().print(HelpText.text(Wget.class, options.text));
      return 0;
    }
    List<String> addresses = new ArrayList<>(options.addresses);
    if (addresses.isEmpty() && options.inputFile == null) {
      CommandException usage = Options.usage("wget: missing URL");
      throw new CommandException(1, usage.message());
    }
    if (options.background) {
      return goOn(process, options, addresses);
    }
    return fetch(process, options, addresses);
  }

  private static int fetch(Process process, Options options, List<String> addresses)
      throws FileException {
    Log log = new Log(process, options);
    if (options.inputFile != null) {
      addresses.addAll(listed(process, log, options.inputFile));
    }
    return new Run(process, options, log).run(addresses);
  }

  /// A process of its own does it, and writes what it says into a file.
  private static int goOn(Process process, Options options, List<String> addresses)
      throws FileException {
    Process child = process.fork(0);
    process.out().print("Continuing in background, pid " + child.pid() + ".\n");
    if (options.log == null && !options.quiet) {
      options.log = free(process, "wget-log");
      process.out().print("Output will be written to ‘" + options.log + "’.\n");
    }
    OpenFile nothing = process.files().open("/dev/null", OpenMode.READ_WRITE, 0);
    child.descriptors().closeAll();
    for (int i = 0; i < 3; i++) {
      child.descriptors().set(i, i == 0 ? nothing : nothing.share());
    }
    child.start(false, () -> child.end(fetchApart(child, options, addresses)));
    return 0;
  }

  private static int fetchApart(Process child, Options options, List<String> addresses) {
    child.enter();
    try {
      return fetch(child, options, addresses);
    } catch (FileException e) {
      return 3;
    } catch (CommandException e) {
      return e.status();
    } catch (Killed e) {
      return 128 + e.signal().number();
    }
  }

  /// The name, or with a number behind it the first that is not taken.
  private static String free(Process process, String name) {
    String free = name;
    for (int i = 1; process.files().exists(Files.absolute(process.directory(), free)); i++) {
      free = name + "." + i;
    }
    return free;
  }

  private static List<String> listed(Process process, Log log, String file) throws FileException {
    List<String> addresses;
    try {
      byte[] bytes =
          file.equals("-")
              ? process.file(0).readAll()
              : process.files().read(Files.absolute(process.directory(), file));
      String text = new String(bytes, StandardCharsets.UTF_8);
      addresses = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    } catch (FileException e) {
      log.always(file + ": " + e.errno().text() + "\n");
      addresses = List.of();
    }
    if (addresses.isEmpty()) {
      log.always("No URLs found in " + file + ".\n");
    }
    return addresses;
  }

  /// Why the address cannot be fetched.
  static String unsupported(Url url) {
    return url.scheme().equals("https")
        ? "HTTPS support not compiled in"
        : "Unsupported scheme ‘" + url.scheme() + "’";
  }

  /// One run of the command.
  private record Run(Process process, Options options, Log log) {
    int run(List<String> addresses) throws FileException {
      Connector connector = new Connector(process, options, log);
      Totals totals = new Totals();
      long begin = process.loop().now();
      int status = 0;
      boolean isFirst = true;
      for (String address : addresses) {
        if (!isFirst && options.wait > 0) {
          process.sleep(options.wait);
        }
        isFirst = false;
        int one = fetch(connector, totals, address);
        status = status == 0 || (one != 0 && one < status) ? one : status;
      }
      boolean several = addresses.size() > 1 || options.fetchesTree() || options.inputFile != null;
      if (several && !totals.isEmpty()) {
        log.always(totals.text(log.time(), process.loop().now() - begin));
        if (totals.exceed(options.quota)) {
          log.always("Download quota of " + Totals.amount(options.quota) + " EXCEEDED!\n");
        }
      }
      return status;
    }

    private int fetch(Connector connector, Totals totals, String address) throws FileException {
      Url url = Url.parse(address);
      if (url == null) {
        String shown = address.contains("://") ? address : "http://" + address;
        log.always(shown + ": Invalid host name.\n");
        return 1;
      }
      if (!url.scheme().equals("http")) {
        log.always(address + ": " + unsupported(url) + ".\n");
        return 1;
      }
      if (options.fetchesTree()) {
        return new Tree(process, options, log, connector, totals, url.withoutDots()).run();
      }
      return new Fetch(process, options, log, connector, totals, url.withoutDots()).run();
    }
  }
}
