"""Everyday words that are nearly a word which leads somewhere: none is a typing error.

Folded, as they are compared. They were found by asking for the most common words of each language.
"""

EVERYDAY_WORDS = {
    "nl": """
        aangeboden aangenaam aangenomen aangepakt aangetrokken aangezien aanklager aanslagen
        aantallen afgenomen afgesloten afgewezen aller ambassadeur andre appel ballen begrip
        behaald behaalde behalen behandeling belgen bepaald bepaalde bepaalt bepalen beschadigd
        bescheiden beschrijven bestaande bestellen bestemming bestuderen bevelen bevolking
        bevrijden beweren bewerkt billen blijken blond bouwt broek buitenlandse chinese college
        complexe controleren crimineel daden dalen deden delen denken dergelijk dichter diens
        dient donderdag douche draak dragen dringen drive dronken duidelijk duren eenvoudige
        eisen engelse europees fouten gasten gaven geboden gebruiker gebruikers gedaald gedeeld
        gedronken geheime gelderland geprobeerd gescheiden gesproken gestorven getrokken
        gevangene gevel gewend gewone gezond grand green handhaven haren haten heden helden
        heren herhaling heten hielp hoger honden hopen houten huishoudens immigratie indien
        inkomsten inleiding interesse interne jonge jongen juist kader kansen kanten keken keren
        kerken klassen kleuren klinken kracht krant kranten kussen kwart lacht lager langer
        leden leger leken leuven level levens lezer lieve light liter lucht malen maten meest
        meiden meter middelburg ministers modern moeilijke moeilijker nachts nederlaag officieel
        officiele omgaan omroep omvang onafhankelijke ontbreken ontvangst opgegeven opgelopen
        opgenomen opgeslagen order originele orkaan overkomen overleefd overzicht passen platen
        politiek politieke positie poten prestatie professioneel professionele rechts regent
        regime regio restaurants richt richten saint schaal schande schild schoon schoot
        schrijven schudden scoren slagen slechter slechts smart sparen special speel spelen
        spellen sporten staart staat stalen standaard stappen stapt state steden steen steken
        stenen sterren steven stierven stoel stoelen straal strak streek streven studio tassen
        tekeningen tekst terugkomen tickets tijde treft trouwe trouwens uitgelegd uitgerust
        uitrusting uitslagen uitvoering uitzending vaker verbergen verbeterd verbieden verbonden
        verborgen verdeling verdwijnen vereniging vergroten verhoging verhouding verkennen
        verkoper verkozen verkregen verlangen verlenen verlichting verliezen verloor verloren
        vermelden vermijden verminderen vernietigd verplaatst verplicht verschuldigd verslagen
        vertraging vervallen vervangen vervanging vervoeren vervolgens vervullen verzekeren
        verzinnen verzocht verzoeken verzorgen vissen vloer voelen voeren voeten vroegen
        vruchten wagen wagens wegen weken wenen werknemer westen wetten wezen wisten women
        zanger zender zieke zoenen zolder zonde zuidelijk zware
    """.split(),
    "en": """
        accompanied addition advise along alter appear apple arabia attached attention attracted
        balls beans bears beast billy bitter blank bloody bonus boots boring bother bought bread
        breeding brian bridge broken brooks butter cancer cannon cause cease center chair
        changed changes charles chart chase cheat chile chill closer closet coast communist
        complain complained conducted conference connected conscious contractor contractors
        contrast converted convinced cooperation count counts crash curve debut decreased
        department detailed discussed diving dragged driven drunk eaten employee employees
        exception excessive exist expansion explained exploration expressed expression extensive
        factor factors faster finest finishing fixed flood flour formation formed found fried
        given green heading healing healthy heard heart heating hiring horse horses hotel hunter
        identify impressed impression independent inspection instruction intention interaction
        kinds known laser latter layer leading lease liability license likes links listed
        literally literary loads logan loose loser lower maker makers males meant message metal
        migration monkey movie nancy norman packed paint palace patent peace perception plain
        planet plant plate policy polls poster presidency president presidents primarily
        production profession published pulls queen rapid rated ready recover recovered
        recreation reduction refuse remote resistance resort respected revenue sacred safer
        saint salmon scored seeds seeks seems selection sending setting shade shake shape shaped
        sheep shelf shell shirt shoot shops shore shots shout showed shows smart smell solid
        spell spend spent spite sport stack staring stark stars states static stating stats
        statue steam steel sterling stick stock stone store storm streaming struck struggled
        struggling stuart style suite switching tales taxes telegraph temporarily tender thinks
        though throw throws tourism trace trail transaction transform transition treats tribal
        trick trunk turner understood wales wasting waves wheat whole widow willing withdraw
        withdrawal writing
    """.split(),
}
