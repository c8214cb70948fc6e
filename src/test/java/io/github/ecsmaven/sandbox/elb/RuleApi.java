package io.github.ecsmaven.sandbox.elb;

import io.github.ecsmaven.sandbox.AwsError;
import io.github.ecsmaven.sandbox.Caller;
import io.github.ecsmaven.sandbox.elb.ListenerRule.Condition;
import io.github.ecsmaven.sandbox.query.QueryForm;
import io.github.ecsmaven.sandbox.query.Xml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions on listeners' rules (API reference, "CreateRule" and its neighbours). */
final class RuleApi {
    private static final int HIGHEST = 50_000;

    private final ElbSandbox elb;
    private final ListenerApi listeners;

    RuleApi(ElbSandbox elb, ListenerApi listeners) {
        this.elb = elb;
        this.listeners = listeners;
    }

    Xml create(QueryForm form, Caller caller) throws AwsError {
        String listenerArn = form.required("ListenerArn");
        int priority = form.number("Priority", 1, HIGHEST)
                .orElseThrow(() -> ElbErrors.validation("A rule priority must be specified"));
        List<Condition> conditions = ListenerRule.conditions(form);
        List<QueryForm> actions = form.structures("Actions");
        Map<String, String> tags = TagApi.read(form);
        ListenerAction action = ListenerAction.read(actions, elb);
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:CreateRule", listenerArn);
        TagApi.require(caller, tags, elb.arns.rule(listenerArn, "*"));
        Listener listener = listeners.find(listenerArn);
        refuseTaken(listener, priority);
        listeners.checkFit(listener.loadBalancer, action);
        ListenerRule rule =
                new ListenerRule(elb.arns.rule(listenerArn, ElbArns.newId()), listener, priority, conditions, action);
        listener.add(rule);
        elb.tags.put(rule.arn, tags);
        return new Xml().members("Rules", List.of(rule), (xml, one) -> one.write(xml));
    }

    private static void refuseTaken(Listener listener, int priority) throws AwsError {
        if (listener.rules.stream().anyMatch(other -> other.priority == priority)) {
            throw ElbErrors.of("PriorityInUse", "Priority '" + priority + "' is currently in use");
        }
    }

    private ListenerRule find(String arn) throws AwsError {
        ElbArns.check("listener-rule", "rule", arn);
        return elb.listeners.values().stream()
                .flatMap(listener -> listener.rules.stream())
                .filter(rule -> rule.arn.equals(arn))
                .findFirst()
                .orElseThrow(() -> ElbErrors.of("RuleNotFound", "One or more rules not found"));
    }

    Xml describe(QueryForm form, Caller caller) throws AwsError {
        Optional<String> listener = form.optional("ListenerArn");
        List<String> arns = form.list("RuleArns");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DescribeRules");
        if (listener.isPresent() != arns.isEmpty()) {
            throw ElbErrors.validation("You must specify either listener rule ARNs or a listener ARN");
        }
        List<ListenerRule> found = new ArrayList<>();
        for (String arn : arns) {
            found.add(find(arn));
        }
        Optional<Listener> of = listener.isPresent() ? Optional.of(listeners.find(listener.get())) : Optional.empty();
        of.ifPresent(one -> found.addAll(one.rules));
        return new Xml().element("Rules", list -> {
            found.forEach(rule -> list.element("member", rule::write));
            of.ifPresent(one -> list.element("member", xml -> writeDefault(xml, one)));
        });
    }

    private static void writeDefault(Xml xml, Listener listener) {
        xml.text("RuleArn", listener.arn.replace(":listener/", ":listener-rule/") + "/default")
                .text("Priority", "default")
                .texts("Conditions", List.of())
                .members("Actions", List.of(listener.settings.action()), (one, it) -> it.write(one))
                .text("IsDefault", true);
    }

    Xml modify(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("RuleArn");
        List<QueryForm> actions = form.structures("Actions");
        List<Condition> conditions =
                form.structures("Conditions").isEmpty() ? List.of() : ListenerRule.conditions(form);
        ListenerAction action = actions.isEmpty() ? null : ListenerAction.read(actions, elb);
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:ModifyRule", arn);
        ListenerRule rule = find(arn);
        if (!conditions.isEmpty()) {
            rule.conditions = conditions;
        }
        if (action != null) {
            listeners.checkFit(rule.listener.loadBalancer, action);
            rule.listener.modify(rule, action);
        }
        return new Xml().members("Rules", List.of(rule), (xml, one) -> one.write(xml));
    }

    Xml setPriorities(QueryForm form, Caller caller) throws AwsError {
        Map<String, Integer> priorities = new LinkedHashMap<>();
        for (QueryForm one : form.structures("RulePriorities")) {
            String arn = one.required("RuleArn");
            priorities.put(arn, one.number("Priority", 1, HIGHEST).orElse(1));
            ElbErrors.require(caller, "elasticloadbalancing:SetRulePriorities", arn);
        }
        form.refuseRest();
        List<ListenerRule> changed = new ArrayList<>();
        for (Map.Entry<String, Integer> one : priorities.entrySet()) {
            ListenerRule rule = find(one.getKey());
            if (rule.priority != one.getValue()) {
                refuseTaken(rule.listener, one.getValue());
            }
            rule.priority = one.getValue();
            rule.listener.sort();
            changed.add(rule);
        }
        return new Xml().members("Rules", changed, (xml, one) -> one.write(xml));
    }

    Xml delete(QueryForm form, Caller caller) throws AwsError {
        String arn = form.required("RuleArn");
        form.refuseRest();
        ElbErrors.require(caller, "elasticloadbalancing:DeleteRule", arn);
        ListenerRule rule = find(arn);
        rule.listener.remove(rule);
        elb.tags.remove(arn);
        return new Xml();
    }
}
