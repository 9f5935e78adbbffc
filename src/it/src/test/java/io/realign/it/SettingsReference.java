package io.realign.it;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Markdown tables of the settings of the adapter service, from the Javadoc and the annotations in their source file. */
final class SettingsReference {
    private static final String PREFIX = "REALIGN";
    private static final Map<String, String> TYPES = Map.of(
            "String", "string",
            "Path", "path",
            "Duration", "duration",
            "int", "integer",
            "Integer", "integer",
            "long", "integer",
            "double", "number",
            "Double", "number",
            "boolean", "boolean",
            "WebhookEventKind", "event kind");

    private final CompilationUnitTree unit;
    private final DocTrees comments;
    private final Map<String, ClassTree> groups = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();

    private SettingsReference(CompilationUnitTree unit, DocTrees comments) {
        this.unit = unit;
        this.comments = comments;
    }

    /** One table for each interface in the file: the top-level settings first, then each group. */
    static List<String> of(Path source) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjects(source));
            CompilationUnitTree unit = task.parse().iterator().next();
            SettingsReference reference = new SettingsReference(unit, DocTrees.instance(task));
            ClassTree settings = (ClassTree) unit.getTypeDecls().get(0);
            nested(settings)
                    .forEach(group -> reference.groups.put(group.getSimpleName().toString(), group));
            reference.table(settings, PREFIX, Optional.empty());
            return reference.lines;
        }
    }

    private static List<ClassTree> nested(ClassTree type) {
        return type.getMembers().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .toList();
    }

    private void table(ClassTree type, String prefix, Optional<String> groupDescription) {
        String description = doc(type);
        lines.add("### `%s_...`".formatted(prefix));
        lines.add("");
        lines.add(groupDescription
                .filter(text -> !text.isEmpty() && !text.equals(description))
                .map(text -> text + " " + description)
                .orElse(description)
                .strip());
        lines.add("");
        lines.addAll(ReferenceTable.HEADER);
        List<MethodTree> methods = type.getMembers().stream()
                .filter(MethodTree.class::isInstance)
                .map(MethodTree.class::cast)
                .toList();
        methods.stream().filter(method -> group(method) == null).forEach(method -> row(method, prefix));
        lines.add("");
        methods.stream().filter(method -> group(method) != null).forEach(method -> {
            String name = prefix + "_" + name(method)
                    + (method.getReturnType().toString().startsWith("Map") ? "_NAME" : "");
            table(group(method), name, Optional.of(doc(method)));
        });
    }

    private void row(MethodTree method, String prefix) {
        String type = method.getReturnType().toString();
        String defaultValue = annotation(method, "WithDefault")
                .map(value -> "`" + value + "`")
                .orElse(type.startsWith("Optional") ? "none" : "required");
        String description = doc(method);
        if (description.isEmpty()) {
            throw new IllegalStateException(
                    "expected Javadoc on " + method.getName() + ", the description in the configuration reference");
        }
        lines.add(ReferenceTable.row(
                "`%s_%s`".formatted(prefix, name(method)), typeName(type), defaultValue, description));
    }

    private ClassTree group(MethodTree method) {
        return groups.get(innermostType(method.getReturnType().toString()));
    }

    private static String typeName(String type) {
        String name = TYPES.get(innermostType(type));
        if (name == null) {
            throw new IllegalStateException("expected one of %s, got %s: add its name to %s"
                    .formatted(TYPES.keySet(), type, SettingsReference.class.getSimpleName()));
        }
        return type.matches("(?s)(Optional<)?(List|Set)<.*") ? "list of " + name + "s" : name;
    }

    private static String innermostType(String type) {
        return withoutAnnotations(type).replaceAll(".*[<,] *", "").replace(">", "");
    }

    /** Removes the validation annotations of type arguments. */
    private static String withoutAnnotations(String type) {
        return type.replaceAll("@\\w+\\(.*\\) ", "");
    }

    private static String name(MethodTree method) {
        return annotation(method, "WithName")
                .orElse(method.getName().toString().replaceAll("([A-Z])", "_$1"))
                .replace('.', '_')
                .replace('-', '_')
                .toUpperCase(Locale.ROOT);
    }

    private static Optional<String> annotation(MethodTree method, String name) {
        return method.getModifiers().getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
                .map(SettingsReference::value)
                .findFirst();
    }

    private static String value(AnnotationTree annotation) {
        ExpressionTree argument = annotation.getArguments().get(0);
        ExpressionTree value = argument instanceof AssignmentTree assigned ? assigned.getExpression() : argument;
        return ((com.sun.source.tree.LiteralTree) value).getValue().toString();
    }

    private String doc(Tree tree) {
        DocCommentTree comment = comments.getDocCommentTree(TreePath.getPath(unit, tree));
        return comment == null
                ? ""
                : comment.getFullBody().stream()
                        .map(SettingsReference::text)
                        .collect(Collectors.joining())
                        .replaceAll("\\s+", " ");
    }

    private static String text(DocTree part) {
        if (part instanceof LiteralTree code) {
            return "`" + code.getBody() + "`";
        }
        return part instanceof LinkTree link ? "`" + link.getReference() + "`" : part.toString();
    }
}
