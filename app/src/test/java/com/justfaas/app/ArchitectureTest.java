package com.justfaas.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.justfaas.router.http.RouteModule;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** Who may know whom; {@code docs/architecture.md} says why. */
@AnalyzeClasses(
        packages = "com.justfaas",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestkit.class})
final class ArchitectureTest {

    private static final String CRDS = "com.justfaas.crds..";
    private static final String EVENTS = "com.justfaas.events..";
    private static final String OPERATOR = "com.justfaas.operator..";
    private static final String ROUTER = "com.justfaas.router..";
    private static final String APP = "com.justfaas.app..";

    /** The router's packages from top to bottom. */
    private static final List<String[]> FLOORS =
            List.of(
                    new String[] {"com.justfaas.router"},
                    floor("backlog"),
                    floor("engine", "management"),
                    floor("delivery", "ingress"),
                    floor(
                            "invocation",
                            "callback",
                            "reply",
                            "functions",
                            "deadletter",
                            "binding",
                            "http"));

    /** What runs the tests is not the product. */
    static final class NoTestkit implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/testkit");
        }
    }

    @ArchTest
    static final ArchRule theRouterKnowsNoKubernetes = knowsNothingOf(ROUTER, OPERATOR, CRDS, APP);

    @ArchTest
    static final ArchRule theOperatorKnowsNoRouter = knowsNothingOf(OPERATOR, ROUTER, APP);

    @ArchTest
    static final ArchRule eventsStandAlone = knowsNothingOf(EVENTS, CRDS, OPERATOR, ROUTER, APP);

    @ArchTest
    static final ArchRule resourcesStandAlone = knowsNothingOf(CRDS, EVENTS, OPERATOR, ROUTER, APP);

    @ArchTest static final ArchRule natsIsTheStreams = isKnownTo("io.nats..", EVENTS);

    @ArchTest
    static final ArchRule sqlIsTheFilters =
            isKnownTo("io.cloudevents.sql..", "com.justfaas.events.filter..");

    @ArchTest
    static final ArchRule kubernetesIsTheOperators = isKnownTo("io.fabric8..", CRDS, OPERATOR, APP);

    @ArchTest
    static final ArchRule theSdkIsTheOperators = isKnownTo("io.javaoperatorsdk..", OPERATOR);

    /** Any package may bring routes for a door; the rest of it must not know how that is done. */
    @ArchTest
    static final ArchRule javalinIsTheDoorsAndTheirRoutes =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("com.justfaas.router.http..", APP)
                    .and(DescribedPredicate.not(areRoutes()))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.javalin..");

    @ArchTest
    static final ArchRule logbackIsTheApplications =
            isKnownTo("ch.qos.logback..", "com.justfaas.app.logging..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.justfaas.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule namesNameTheThing =
            noClasses()
                    .should()
                    .haveNameMatching(
                            ".*(Util|Utils|Helper|Helpers|Manager|Common|Base|Impl|Abstract.*)");

    @ArchTest
    static final ArchRule nothingIsNullUnlessItSaysSo =
            classes().should(ArchCondition.from(resideInANullMarkedPackage()));

    @ArchTest
    static void noArrowRunsUpInTheRouter(JavaClasses product) {
        List<String> above = new ArrayList<>();
        for (String[] floor : FLOORS) {
            if (!above.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAnyPackage(floor)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(product);
            }
            above.addAll(List.of(floor));
        }
    }

    private static String[] floor(String... packages) {
        return Arrays.stream(packages)
                .map(name -> "com.justfaas.router.%s..".formatted(name))
                .toArray(String[]::new);
    }

    private static ArchRule knowsNothingOf(String one, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(one)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    private static ArchRule isKnownTo(String library, String... homes) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(homes)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> resideInANullMarkedPackage() {
        return DescribedPredicate.describe(
                "reside in a @NullMarked package",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    private static DescribedPredicate<JavaClass> areRoutes() {
        return DescribedPredicate.describe(
                "are routes, or part of some",
                type -> outermost(type).isAssignableTo(RouteModule.class));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermost).orElse(type);
    }
}
