package io.realign.cli.learn;

import io.realign.cli.Realign;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that has been executed.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Realign.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return new CommandRun(command.execute(arguments), out.toString(), err.toString());
    }
}
