package dev.patchbay.tools.wget;

import dev.patchbay.core.Command;
import dev.patchbay.core.Process;
import dev.patchbay.core.file.FileException;
import dev.patchbay.core.file.Files;
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
    Log log = new Log(process, options);
    if (options.inputFile != null) {
      addresses.addAll(listed(process, log, options.inputFile));
    }
    return new Run(process, options, log).run(addresses);
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
