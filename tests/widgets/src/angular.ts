import "@angular/compiler";
import { Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { FormsModule } from "@angular/forms";
import { NgSelectModule } from "@ng-select/ng-select";
import { MatFormFieldModule } from "@angular/material/form-field"; import { MatInputModule } from "@angular/material/input"; import { MatSelectModule } from "@angular/material/select";
import { MatAutocompleteModule } from "@angular/material/autocomplete"; import { MatCheckboxModule } from "@angular/material/checkbox"; import { MatRadioModule } from "@angular/material/radio"; import { MatSlideToggleModule } from "@angular/material/slide-toggle";
declare const DATA: any, C: any, E: any, addr: any, CHILD: string, MOTHER: string;
@Component({
  selector: "app-root", standalone: true,
  imports: [FormsModule, NgSelectModule, MatFormFieldModule, MatInputModule, MatSelectModule, MatAutocompleteModule, MatCheckboxModule, MatRadioModule, MatSlideToggleModule],
  template: `<section><h3>{{ child }}</h3>
    <div class="form-group"><label for="ns">Giới tính</label><ng-select labelForId="ns" [items]="sex" bindLabel="name" bindValue="id" [(ngModel)]="m.sex"></ng-select></div>
    <div class="form-group"><label for="nl">Dân tộc</label><ng-select labelForId="nl" [items]="long" [virtualScroll]="true" appendTo="body" [(ngModel)]="m.ethnic"></ng-select></div>
    <div class="form-group"><label for="nm">Giấy tờ kèm theo</label><ng-select labelForId="nm" [items]="papers" [multiple]="true" [(ngModel)]="m.papers"></ng-select></div>
    <mat-form-field><mat-label>Họ, chữ đệm, tên</mat-label><input matInput required [(ngModel)]="m.name"></mat-form-field>
    <mat-form-field><mat-label>Quốc tịch</mat-label><mat-select [(ngModel)]="m.nation"><mat-option value="vn">Việt Nam</mat-option><mat-option value="la">Lào</mat-option></mat-select></mat-form-field>
    <mat-form-field><mat-label>Nơi cấp</mat-label><input matInput [matAutocomplete]="auto" [(ngModel)]="m.issuer"><mat-autocomplete #auto="matAutocomplete" [requireSelection]="true">@for (one of offices; track one) {<mat-option [value]="one">{{ one }}</mat-option>}</mat-autocomplete></mat-form-field>
    <div class="form-group"><label id="way">Hình thức</label><mat-radio-group aria-labelledby="way" [(ngModel)]="m.way"><mat-radio-button value="1">Trực tiếp</mat-radio-button><mat-radio-button value="2">Trực tuyến</mat-radio-button></mat-radio-group></div>
    <mat-checkbox [(ngModel)]="m.copy">Cấp bản sao</mat-checkbox> <mat-slide-toggle [(ngModel)]="m.agree">Tôi cam đoan</mat-slide-toggle>
  </section>`,
})
class Root {
  child = CHILD; sex = DATA.sex.map((name: string, at: number) => ({ id: at + 1, name })); long = DATA.long; papers = ["Giấy chứng sinh", "Văn bản ủy quyền", "Hộ chiếu"]; offices = ["Công an tỉnh Phú Thọ", "Công an tỉnh Phú Yên"];
  m: any = {};
  constructor() { (window as any).__model = () => JSON.parse(JSON.stringify(this.m)); }
}
(window as any).__cases = [
  C("ng-select", "ng-select", E(CHILD, "Giới tính", "Nữ"), { sex: 2 }),
  C("ng-select-long", "ng-select, virtual, on the body, 400", E(CHILD, "Dân tộc", "Hán"), { ethnic: "Hán" }),
  C("ng-select-multi", "ng-select, two values", E(CHILD, "Giấy tờ kèm theo", ["Hộ chiếu", "Giấy chứng sinh"]), { papers: ["Hộ chiếu", "Giấy chứng sinh"] }),
  C("mat-input", "matInput", E(CHILD, "Họ, chữ đệm, tên", "Nguyễn Văn An"), { name: "Nguyễn Văn An" }),
  C("mat-select", "mat-select", E(CHILD, "Quốc tịch", "Lào"), { nation: "la" }),
  C("mat-autocomplete", "mat-autocomplete", E(CHILD, "Nơi cấp", "Công an tỉnh Phú Yên"), { issuer: "Công an tỉnh Phú Yên" }),
  C("mat-radio", "mat-radio-group", E(CHILD, "Hình thức", "Trực tuyến"), { way: "2" }),
  C("mat-checkbox", "mat-checkbox", E(CHILD, "Cấp bản sao", true), { copy: true }),
  C("mat-toggle", "mat-slide-toggle", E(CHILD, "Tôi cam đoan", true), { agree: true }),
];
bootstrapApplication(Root, { providers: [provideZonelessChangeDetection()] }).then(() => { (window as any).__ready = true; });
